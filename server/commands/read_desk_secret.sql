-- One row: SHA-256 of the operator's secret, null before the first start. Index: installation_pkey.
SELECT desk_secret_sha256 AS sha256 FROM installation;
