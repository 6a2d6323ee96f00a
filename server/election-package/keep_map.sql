-- One row: the map of election $1 that is kept from now on: the one that was there before, else $2. Index: boundaries_pkey.
UPDATE boundaries SET map = coalesce(map, $2) WHERE election = $1 RETURNING map;
