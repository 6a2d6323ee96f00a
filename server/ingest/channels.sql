-- One row a channel of the election $1. Primary key of channel.
SELECT channel FROM channel WHERE election = $1
