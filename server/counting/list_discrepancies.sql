-- One row a discrepancy of election $1, the newest first: all of them ($2), or those that are open; with its last change.
-- Indexes: discrepancy_election, discrepancy_change_of.
SELECT d.discrepancy, d.state, d.rule, d.area, d.channel, d.source, d.seq, d.number, d.as_of, c.why, c.who, c.at, c.note
  FROM discrepancy d
 CROSS JOIN LATERAL (SELECT why, who, at, note FROM discrepancy_change WHERE discrepancy = d.discrepancy ORDER BY change DESC LIMIT 1) c
 WHERE d.election = $1 AND ($2 OR d.state = 'open')
 ORDER BY d.discrepancy DESC;
