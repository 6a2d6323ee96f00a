-- One row: whether any hour of election $1 was touched by corrections and not told again yet. Index: hour_to_correct_pkey.
SELECT EXISTS (SELECT FROM hour_to_correct WHERE election = $1) AS wait;
