-- One row where election $1 has boundaries: boundaries.json as it is published. Index: boundaries_pkey.
SELECT body FROM boundaries WHERE election = $1;
