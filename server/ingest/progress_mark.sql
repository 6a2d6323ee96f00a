-- One row: how far the source $2 of the election $1 was stored without a hole, NULL where it was never heard; what counting met, too:
-- it may send by SQL. Primary keys.
SELECT greatest((SELECT durable_up_to FROM source_progress WHERE election = $1 AND source = $2),
                (SELECT durable_up_to FROM source_line WHERE election = $1 AND source = $2)) AS durable_up_to
