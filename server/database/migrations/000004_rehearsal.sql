-- The clock of a rehearsal: stepped, not free-running. One row, so that a restart resumes and two servers agree.
CREATE TABLE rehearsal_clock (
  election text COLLATE "C" PRIMARY KEY REFERENCES election ON DELETE CASCADE,
  from_at timestamptz NOT NULL,
  -- The clock stops here.
  until_at timestamptz NOT NULL,
  -- Election seconds per real second.
  speed double precision NOT NULL CHECK (speed > 0),
  -- Everything due up to here was sent and acknowledged; only then is it counted.
  sent_to timestamptz,
  -- What is being sent is due up to here: whoever takes over sends and counts exactly that first.
  sending_to timestamptz,
  -- The copy of the program whose turn it is to send, and until when: an optimisation, the keys make a second one harmless.
  driver uuid,
  driver_until timestamptz,
  merged_minutes bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now()
);
