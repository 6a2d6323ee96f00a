-- One row a migration that was applied, in order.
SELECT number, name, sha256 FROM migration ORDER BY number;
