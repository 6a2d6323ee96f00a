-- No rows: what corrections did to the hour of bulletin $2 of election $1 is told now. Index: hour_to_correct_pkey.
DELETE FROM hour_to_correct WHERE election = $1 AND number = $2;
