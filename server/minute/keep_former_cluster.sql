-- No rows: election $1 was counted in cluster $3 up to lineage $2. Index: former_cluster_pkey.
INSERT INTO former_cluster (election, until_lineage, system_identifier) VALUES ($1, $2, $3);
