-- After a dump is restored into another cluster, rows are counted anew, as if they had always been there: their transactions' numbers mean nothing
-- in it. What they meant to the snapshots of the cluster before is kept, so that every minute of it is recounted from the rows as before.

-- A cluster in which an election was counted before, up to which of its lineages.
CREATE TABLE former_cluster (
  election text COLLATE "C" NOT NULL REFERENCES election ON DELETE CASCADE,
  until_lineage integer NOT NULL,
  system_identifier bigint NOT NULL,
  PRIMARY KEY (election, until_lineage)
);

-- Number of the transaction that stored the row, and the last lineage of the cluster that it was in; empty in the cluster it is counted in.
ALTER TABLE ballot_issue ADD COLUMN former_xid xid8, ADD COLUMN former_lineage integer;
ALTER TABLE count_report ADD COLUMN former_xid xid8, ADD COLUMN former_lineage integer;
ALTER TABLE electorate ADD COLUMN former_xid xid8, ADD COLUMN former_lineage integer;

-- Cluster that a snapshot of this lineage and cluster was counted in, by its last lineage: 0 is this one, empty one of which nothing is known.
CREATE FUNCTION cluster_of(of_election text, of_lineage integer, of_system bigint, this_system bigint) RETURNS integer
LANGUAGE sql STABLE
RETURN CASE WHEN EXISTS (SELECT FROM former_cluster f WHERE f.election = of_election AND f.until_lineage >= of_lineage)
            THEN (SELECT CASE WHEN f.system_identifier = of_system THEN f.until_lineage END
                    FROM former_cluster f
                   WHERE f.election = of_election AND f.until_lineage >= of_lineage
                   ORDER BY f.until_lineage LIMIT 1)
            WHEN of_system = this_system THEN 0
       END;

-- Number that a row's transaction has to the snapshots of a cluster: rows of those before it were there from the beginning, those of later ones never.
CREATE FUNCTION xid_in_cluster(xid xid8, former_xid xid8, former_lineage integer, cluster integer) RETURNS xid8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cluster = 0 THEN xid
            WHEN former_lineage = cluster THEN former_xid
            WHEN former_lineage < cluster OR (former_lineage IS NULL AND xid = '3'::xid8) THEN '3'::xid8
            ELSE '18446744073709551615'::xid8
       END;

DO $$
DECLARE
  counting text := current_setting('turnout.counting_role');
BEGIN
  EXECUTE format('GRANT SELECT ON former_cluster TO %I', counting);
  EXECUTE format('GRANT SELECT (former_xid, former_lineage) ON ballot_issue TO %I', counting);
END $$;
