-- One row a migration that was applied; nothing happens where the table is already there.
CREATE TABLE IF NOT EXISTS migration (
  number integer PRIMARY KEY CHECK (number >= 1),
  name text NOT NULL,
  -- Of the file as it was applied: an applied migration never changes.
  sha256 text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
