-- Takes rows in COPY's CSV format as they are: what psql's \copy sends.
COPY ballot_issue (election, source, seq, type, area, channel, occurred_at) FROM STDIN WITH (FORMAT csv, HEADER true)
