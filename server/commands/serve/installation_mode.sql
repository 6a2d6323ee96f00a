-- One row: the mode of this database. Index: installation_pkey.
SELECT mode FROM installation;
