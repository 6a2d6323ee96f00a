-- One row a channel of election $1, in the package's order: codes $2, names $3 (JSON), whether electors may vote again $4.
INSERT INTO channel (election, position, channel, names, revotes)
SELECT $1, position - 1, channel, names::jsonb, revotes
  FROM unnest($2::text[], $3::text[], $4::boolean[]) WITH ORDINALITY AS row (channel, names, revotes, position);
