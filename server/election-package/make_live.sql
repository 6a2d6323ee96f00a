-- One row: the installation, live from now on and for ever.
-- Reads the table's only row.
UPDATE installation SET mode = 'live';
