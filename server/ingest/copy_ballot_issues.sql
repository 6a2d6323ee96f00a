-- Takes rows in COPY's text format, one a ballot issue; all of them or none.
COPY ballot_issue (election, source, seq, type, area, channel, occurred_at, voter, cancels, reason) FROM STDIN
