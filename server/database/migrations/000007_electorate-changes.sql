-- SHA-256 of all that a package says but its electorate: where it is the same, the package brings changes of the electorate only. Empty
-- for what was loaded before there was one.
ALTER TABLE election ADD COLUMN frame_sha256 text;
