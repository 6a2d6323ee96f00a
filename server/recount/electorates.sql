-- One row a registered count of a precinct and channel of election $1. Index: electorate_pkey.
SELECT coalesce(former_xid, xid)::text AS xid, former_lineage, area, channel, as_of, change, registered FROM electorate WHERE election = $1;
