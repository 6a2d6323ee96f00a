-- One row: another text whenever anything changed about the witnesses of election $1's log. Indexes: log_witness_pkey, log_cosignature_pkey.
SELECT (SELECT count(*) FROM log_cosignature WHERE election = $1) || ' ' ||
       coalesce((SELECT string_agg(key || standing || since, ' ' ORDER BY key) FROM log_witness WHERE election = $1), '') AS mark;
