-- One row a sum of election $1. Index: area_sum_pkey.
SELECT area, channel, registered, issued, ballots_cast FROM area_sum WHERE election = $1;
