import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, many } from '../database/database.ts';
import { acceptBallotIssues, addSource } from '../ingest/ingest.ts';
import { recount } from '../recount/recount.ts';
import { countMinute } from '../test/counted-minute.ts';
import { discrepancyHistories } from '../test/discrepancy-histories.ts';
import { day, insertIssues, insertIssuesOn, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));
const histories = () => discrepancyHistories(database);

/** Makes what the database's clock noticed older, as if the minutes had passed. */
async function minutesPass(minutes: number, since: 'holes' | 'heard'): Promise<void> {
  const owner = database.pool('owner');
  const older = [`${minutes} minutes`];
  if (since === 'holes') {
    await owner.query('UPDATE source_hole SET noticed_at = noticed_at - $1::interval', older);
    return;
  }
  for (const table of ['source_progress', 'source_line']) {
    await owner.query(`UPDATE ${table} SET heard_at = heard_at - $1::interval`, older);
  }
  await owner.query('UPDATE source SET created_at = created_at - $1::interval', older);
}

describe('a hole in the numbers of a source', () => {
  it('is a discrepancy after five minutes, and over when it is filled', async () => {
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 5, area: 'N1', at: day('08:02') },
    ]);
    await count('08:05');
    expect(await holes()).toEqual(['2-4']);
    expect(await histories()).toEqual([]);
    await minutesPass(4, 'holes');
    await count('08:06');
    expect(await histories()).toEqual([]);
    await minutesPass(1, 'holes');
    await count('08:07');
    expect(await histories()).toEqual(['hole evote open@3']);
    await insertIssues(database, [{ seq: 3, area: 'N1', at: day('08:03') }]);
    await count('08:08');
    // 2 and 4 are missing still, and as old as before: the first hole goes on, the second is one more.
    expect(await holes()).toEqual(['2-2', '4-4']);
    expect(await histories()).toEqual(['hole evote open@3', 'hole evote open@4']);
    await insertIssues(database, [
      { seq: 2, area: 'N1', at: day('08:03') },
      { seq: 4, area: 'N1', at: day('08:03') },
    ]);
    await count('08:09');
    expect(await holes()).toEqual([]);
    expect(await histories()).toEqual(['hole evote open@3 closed@5', 'hole evote open@4 closed@5']);
    expect(await marks()).toEqual([{ source: 'evote', highest_seq: 5, durable_up_to: 5 }]);
  });

  it('is none while a transaction with those numbers is still open, once it commits', async () => {
    const slow = await database.pool('ingest').connect();
    try {
      await slow.query('BEGIN');
      await insertIssuesOn(slow, [{ seq: 1, area: 'N1', at: day('08:01') }]);
      await insertIssues(database, [{ seq: 2, area: 'N1', at: day('08:02') }]);
      await count('08:05');
      expect(await holes()).toEqual(['1-1']);
      await slow.query('COMMIT');
    } finally {
      slow.release();
    }
    await count('08:06');
    expect(await holes()).toEqual([]);
  });

  it('is never forgotten, however many there are: what is beyond the first thousand is found when those are filled', async () => {
    // Every second number up to 2,403: 1,201 holes of one number each, 2 to 2,402.
    const send = (numbers: string) =>
      database.pool('owner').query(
        `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
         SELECT 'small', 'evote', n, 'issued', 'N1', 'online', '${day('08:01')}' FROM ${numbers} AS n`,
      );
    await send('generate_series(1, 2403, 2)');
    await count('08:05');
    expect((await holes()).length).toBe(1_000);
    await send('generate_series(2, 2000, 2)');
    await count('08:06');
    // 2,002 to 2,402 are missing still: (2,402 − 2,002) / 2 + 1 = 201.
    expect((await holes()).length).toBe(201);
    expect(await marks()).toEqual([{ source: 'evote', highest_seq: 2_403, durable_up_to: 2_001 }]);
    await send('generate_series(2002, 2402, 2)');
    await count('08:07');
    expect(await holes()).toEqual([]);
    expect(await marks()).toEqual([{ source: 'evote', highest_seq: 2_403, durable_up_to: 2_403 }]);
  });

  it('counts both kinds of messages of a source as one series', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01'), source: 'both' }]);
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('08:01'), issued: 3, source: 'both' }]);
    await insertIssues(database, [{ seq: 4, area: 'N1', at: day('08:01'), source: 'both' }]);
    await count('08:05');
    expect(await holes()).toEqual(['3-3']);
    expect(await marks()).toEqual([{ source: 'both', highest_seq: 4, durable_up_to: 2 }]);
  });
});

async function holes(): Promise<string[]> {
  const rows = await many<{ text: string }>(
    database.pool('reading'),
    "SELECT first_seq || '-' || last_seq AS text FROM source_hole ORDER BY first_seq",
  );
  return rows.map((row) => row.text);
}

function marks() {
  return many(database.pool('reading'), 'SELECT source, highest_seq, durable_up_to FROM source_line ORDER BY source');
}

describe('a source that says nothing', () => {
  it('is silent while its channel is open, and over when it is heard, or when the polls close', async () => {
    await addSource(database, { election: 'small', source: 'evote', channel: 'online' });
    await addSource(database, { election: 'small', source: 'north', channel: 'online', area: 'NORTH' });
    await addSource(database, { election: 'small', source: 'commissions', channel: 'station' });
    await minutesPass(6, 'heard');
    await count('07:30');
    // Open for less than five minutes: nobody is late yet.
    await count('08:03');
    expect(await histories()).toEqual([]);
    await count('08:06');
    expect(await histories()).toEqual(['silence evote open@3', 'silence north open@3']);
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:06') }]);
    await count('08:07');
    await count('20:00');
    expect(await histories()).toEqual(['silence evote open@3 closed@4', 'silence north open@3 closed@5']);
  });
});

describe('a source that restarts its numbering', () => {
  it('counts nothing twice and raises one alarm; under a new name it goes on', async () => {
    await addSource(database, { election: 'small', source: 'evote' });
    const send = (source: string, minute: string) =>
      acceptBallotIssues(database, {
        election: 'small',
        source,
        issues: [1, 2, 3].map((seq) => ({
          line: seq,
          message: { seq, type: 'issued', area: 'N1', channel: 'online', occurredAt: day(minute) },
        })),
      });
    await send('evote', '08:01');
    await count('08:05');
    const again = await send('evote', '08:06');
    expect(again.problems.map(({ rule }) => rule)).toEqual(['seq-conflict', 'seq-conflict', 'seq-conflict']);
    await count('08:10');
    expect(await histories()).toEqual(['seq-conflict evote open@2']);
    expect(await issued()).toBe(3);
    await addSource(database, { election: 'small', source: 'evote-2' });
    await send('evote-2', '08:06');
    await count('08:11');
    expect(await issued()).toBe(6);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });
});

async function issued(): Promise<number> {
  const sql = "SELECT issued FROM area_sum WHERE area = 'LAND' AND channel = 'online'";
  return (await many<{ issued: number }>(database.pool('reading'), sql))[0]!.issued;
}
