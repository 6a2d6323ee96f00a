-- One row a level and channel kept in depth under snapshot $2 of election $1. Index: snapshot_depth_pkey.
SELECT level, channel, registered, issued, ballots_cast FROM snapshot_depth WHERE election = $1 AND number = $2;
