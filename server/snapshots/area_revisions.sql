-- One row a revision of areas.json of election $1 that is not among $2, oldest first. Index: area_revision_pkey.
SELECT revision, body FROM area_revision WHERE election = $1 AND revision <> ALL ($2::text[]) ORDER BY made_at, revision;
