-- One row where election $1 has a snapshot $2: the SHA-256 of its bytes. Index: snapshot_pkey.
SELECT sha256 FROM snapshot WHERE election = $1 AND number = $2;
