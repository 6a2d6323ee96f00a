-- One row a registered count of a precinct and channel of election $1. Index: electorate_pkey.
SELECT xid::text AS xid, area, channel, as_of, change, registered FROM electorate WHERE election = $1;
