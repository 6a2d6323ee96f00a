-- One row where the source $2 of the election $1 was ever heard: how far it was stored without a hole. Primary key.
SELECT durable_up_to FROM source_progress WHERE election = $1 AND source = $2
