-- One row an area of election $1, in the package's order: codes $2, parents $3, levels $4, depths $5, names $6 (JSON), zones
-- $7, tile columns $8 and rows $9, disputed $10, notes $11, precincts $12.
INSERT INTO area (election, position, area, parent, level, depth, names, timezone, tile_col, tile_row, disputed, note, leaf)
SELECT $1, position - 1, area, parent, level, depth, names::jsonb, timezone, tile_col, tile_row, disputed, note, leaf
  FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::int[], $9::int[], $10::boolean[],
              $11::text[], $12::boolean[])
       WITH ORDINALITY
       AS row (area, parent, level, depth, names, timezone, tile_col, tile_row, disputed, note, leaf, position);
