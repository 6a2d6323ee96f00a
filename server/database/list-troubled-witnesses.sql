-- One row a witness that does not sign a log of this database, by election: contradicting it first. Index: log_witness_pkey.
SELECT election, split_part(key, '+', 1) AS witness, standing, coalesce(detail, '') AS detail,
       to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
  FROM log_witness
 WHERE standing IN ('contradicting', 'away', 'unwilling')
 ORDER BY standing <> 'contradicting', election, key;
