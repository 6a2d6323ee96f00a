-- One row a precinct and channel that bulletin $2 of election $1 changed, a correction: by how much. Index: bulletin_change_pkey.
SELECT area, channel, registered, issued, ballots_cast FROM bulletin_change WHERE election = $1 AND number = $2 ORDER BY area, channel;
