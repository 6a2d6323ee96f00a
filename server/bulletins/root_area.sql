-- One row: code and level of the root of election $1's tree. Index: area_pkey.
SELECT area AS code, level FROM area WHERE election = $1 AND parent IS NULL;
