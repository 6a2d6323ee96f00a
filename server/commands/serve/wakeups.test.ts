import { describe, expect, it } from 'vitest';
import { freshDatabase, testLog } from '../../test/test-database.ts';
import { Wakeups } from './wakeups.ts';

const LONG_MS = 600_000;

describe('waiting for the next count', () => {
  it('leaves no connection behind where it ends before it had one to listen on', async () => {
    const database = await freshDatabase();
    const wakeups = new Wakeups({ database, log: testLog });
    const stop = new AbortController();
    const waiting = wakeups.next(LONG_MS, stop.signal);
    stop.abort();
    await waiting;
    wakeups.close();
    // A connection that nobody gives back would be waited for without end.
    await database.end();
  });

  it('asks for no connection once it is to end', async () => {
    const database = await freshDatabase();
    const wakeups = new Wakeups({ database, log: testLog });
    await wakeups.next(LONG_MS, AbortSignal.abort());
    expect(database.pool('reading').totalCount).toBe(0);
    wakeups.close();
    await database.end();
  });
});
