-- One row: whether the election $1 is in this database, and in it the channel $2 and the area $3; NULL is known. Primary keys.
SELECT EXISTS (SELECT FROM election WHERE election = $1) AS election,
       $2::text IS NULL OR EXISTS (SELECT FROM channel WHERE election = $1 AND channel = $2) AS channel,
       $3::text IS NULL OR EXISTS (SELECT FROM area WHERE election = $1 AND area = $3) AS area
