-- One row: whether any electorate of election $1 may be visible now that was not when last counted ($2), or waited until $3.
-- Indexes: electorate_new, waiting_row_pkey.
SELECT coalesce((SELECT max(xid) FROM electorate WHERE election = $1) >= pg_snapshot_xmax($2::pg_snapshot), false)
    OR EXISTS (SELECT FROM pg_snapshot_xip($2::pg_snapshot) AS p (xid)
                 CROSS JOIN LATERAL (SELECT e.xid FROM electorate e WHERE e.election = $1 AND e.xid >= p.xid ORDER BY e.election, e.xid LIMIT 1) n
                WHERE n.xid = p.xid)
    OR EXISTS (SELECT FROM waiting_row WHERE election = $1 AND kind = 'electorate' AND due_at <= $3::timestamptz) AS due;
