-- No rows: founds the log of election $1 named $2, signed with the public key $3, with its manifest $4 and the manifest's CSV $5; whoever comes
-- second changes nothing. Index: bulletin_log_pkey.
INSERT INTO bulletin_log (election, origin, key, manifest, manifest_csv) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;
