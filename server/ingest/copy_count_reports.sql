-- Takes rows in COPY's text format, one a count report; all of them or none.
COPY count_report (election, source, seq, area, channel, as_of, issued, ballots_cast, registered, corrects, reason) FROM STDIN
