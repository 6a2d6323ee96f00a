-- No rows: keeps areas.json $3 of election $1 under revision $2. Index: area_revision_pkey.
INSERT INTO area_revision (election, revision, body) VALUES ($1, $2, $3) ON CONFLICT (election, revision) DO NOTHING;
