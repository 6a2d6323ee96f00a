import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, many, one } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { countedMinute, countMinute } from '../test/counted-minute.ts';
import { day } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));

describe('an election-minute', () => {
  it('chains its bytes to those of the minute before, and says how many minutes it covers', async () => {
    await count('08:00');
    const first = await one<{ body: string }>(database.pool('reading'), 'SELECT body FROM snapshot WHERE number = 1');
    const second = await countedMinute(database, day('08:03'));
    expect(second.previous).toBe(createHash('sha256').update(first.body).digest('hex'));
    expect(second.covers).toBe(3);
  });

  it('freezes each hour once, and a notice for every hour that had passed', async () => {
    await countMinute(database, day('10:30'), { loaded: true });
    await count('10:59');
    await count('11:00');
    await count('13:00');
    const bulletins = await many<{ kind: string; hour: string; snapshot: number | null }>(
      database.pool('reading'),
      'SELECT kind, hour, snapshot FROM bulletin ORDER BY number',
    );
    expect(bulletins).toEqual([
      { kind: 'notice', hour: '2024-05-05T07', snapshot: null },
      { kind: 'notice', hour: '2024-05-05T08', snapshot: null },
      { kind: 'notice', hour: '2024-05-05T09', snapshot: null },
      { kind: 'notice', hour: '2024-05-05T10', snapshot: null },
      { kind: 'hourly', hour: '2024-05-05T11', snapshot: 3 },
      { kind: 'notice', hour: '2024-05-05T12', snapshot: null },
      { kind: 'hourly', hour: '2024-05-05T13', snapshot: 4 },
    ]);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });

  it('is final once the election is finished, and freezes the final bulletin once', async () => {
    await count('19:00');
    await database
      .pool('counting')
      .query("UPDATE election SET finished_at = $1 WHERE election = 'small'", [day('20:00')]);
    expect(await countedMinute(database, day('20:00'))).toMatchObject({ status: 'final', open: false });
    await count('20:01');
    const kinds = await many<{ kind: string }>(
      database.pool('reading'),
      "SELECT kind FROM bulletin WHERE kind IN ('closing', 'final') ORDER BY number",
    );
    expect(kinds.map((row) => row.kind)).toEqual(['closing', 'final']);
  });

  it('cannot be changed: a snapshot and a bulletin refuse every update, deletion and truncation', async () => {
    await count('08:00');
    const owner = database.pool('owner');
    await expect(owner.query("UPDATE snapshot SET body = '{}'")).rejects.toThrow('append-only');
    await expect(owner.query('DELETE FROM snapshot')).rejects.toThrow('append-only');
    await expect(owner.query('TRUNCATE bulletin CASCADE')).rejects.toThrow('append-only');
  });
});

describe('a bulletin of a rehearsal', () => {
  it('says in its own bytes that it is one, and what is simulated', async () => {
    await count('08:00');
    const { body } = await one<{ body: string }>(
      database.pool('reading'),
      'SELECT body FROM bulletin WHERE snapshot = 1',
    );
    expect(JSON.parse(body)).toMatchObject({
      mode: 'rehearsal',
      rehearsal: { sentence: { en: 'Rehearsal: every figure is invented.' } },
      snapshot: { number: 1, mode: 'rehearsal' },
    });
  });
});
