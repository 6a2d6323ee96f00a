-- Figures, numbers and instants that counting could not add up or place: one such row would stop every later minute.
-- 2,147,483,647 is more than the electors of any country; a hundred thousand precincts with as many are still exact as a JSON number
-- (2.1e14 of 9.0e15). NOT VALID: what an older database holds is left as it is.
ALTER TABLE ballot_issue
  DROP CONSTRAINT "malformed",
  ADD CONSTRAINT "malformed" CHECK (
    seq BETWEEN 1 AND 9007199254740991
    AND occurred_at BETWEEN '0999-12-31T00:00:00Z' AND '3000-01-02T00:00:00Z'
    AND type IN ('issued', 'cancelled', 'cast') AND (type = 'cancelled') = (cancels IS NOT NULL) AND octet_length(voter) = 32) NOT VALID;
ALTER TABLE count_report
  DROP CONSTRAINT "malformed",
  ADD CONSTRAINT "malformed" CHECK (
    seq BETWEEN 1 AND 9007199254740991
    AND as_of BETWEEN '0999-12-31T00:00:00Z' AND '3000-01-02T00:00:00Z'
    AND issued BETWEEN 0 AND 2147483647 AND ballots_cast BETWEEN 0 AND 2147483647 AND registered BETWEEN 0 AND 2147483647) NOT VALID;
ALTER TABLE electorate
  ADD CONSTRAINT "malformed" CHECK (
    as_of BETWEEN '0999-12-31T00:00:00Z' AND '3000-01-02T00:00:00Z' AND registered <= 2147483647) NOT VALID;
