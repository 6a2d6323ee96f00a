import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openDatabase, openTransactions } from '../../database/database.ts';
import { fullCounts } from '../counts.ts';
import { until } from '../program.ts';
import { testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { check, Ledger, type SentBallot } from './ledger.ts';
import { ownCluster } from './own-cluster.ts';
import { ballots, intoDatabase, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth } from './small-stage.ts';

const HELD_SECONDS = fullCounts ? 30 : 3;
const ROUNDS = fullCounts ? 3 : 1;

describe('transactions that stay open', { timeout: 300_000 }, () => {
  it('hold back nobody else, are told with their age, and are counted once when they end, prepared or not', async () => {
    const cluster = await ownCluster({ max_prepared_transactions: '5' });
    const database = await openDatabase({ url: cluster.url(), log: testLog });
    await loadMonth(database, ['evote']);
    const ledger = new Ledger();
    // As `turnout doctor` asks: the login itself, which may see what others do.
    const operator = new pg.Client(cluster.url());
    await operator.connect();
    const post = intoDatabase(database);
    let seq = 1;
    let uncountedAtMost = 0;
    let countsBeside = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const open = await holding(cluster.url(), ledger, { source: `open-${round}`, prepare: false });
      const prepared = await holding(cluster.url(), ledger, { source: `prepared-${round}`, prepare: true });
      const told = await until(
        async () => {
          await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(seq, 10) });
          seq += 10;
          await countLater(database, 1);
          countsBeside += 1;
          // Everything that is committed is in the snapshot, the moment it is counted.
          uncountedAtMost = Math.max(uncountedAtMost, (await committed(database)) - (await counted(database)));
          const found = await openTransactions(operator, HELD_SECONDS);
          return found.length >= 2 ? found : null;
        },
        { what: `two transactions of ${HELD_SECONDS} s` },
      );
      expect(told.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
        'open idle in transaction',
        'prepared prepared',
      ]);
      for (const one of told) expect(one.ageSeconds).toBeGreaterThanOrEqual(HELD_SECONDS);
      await open.end();
      await prepared.end();
    }
    await countLater(database, 1);
    const findings = await check(database, ledger);
    expect(uncountedAtMost).toBe(0);
    expectSound(`transactions open for ${HELD_SECONDS} s, ${countsBeside} counts beside them`, {
      hit: 2 * ROUNDS,
      of: 2 * ROUNDS,
      atLeast: 2 * ROUNDS,
      findings,
    });
    await operator.end();
    await database.end();
  });
});

async function counted(database: Awaited<ReturnType<typeof openDatabase>>): Promise<number> {
  const { rows } = await database
    .pool('counting')
    .query<{ issued: number }>("SELECT issued FROM area_sum WHERE area = 'LAND' AND channel = 'online'");
  return rows[0]!.issued;
}

async function committed(database: Awaited<ReturnType<typeof openDatabase>>): Promise<number> {
  const { rows } = await database.pool('counting').query<{ n: number }>('SELECT count(*)::int AS n FROM ballot_issue');
  return rows[0]!.n;
}

/** A transaction with a ballot in it that stays open, or prepared, until it is told to end. */
async function holding(url: string, ledger: Ledger, o: { source: string; prepare: boolean }) {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  const [ballot] = ballots(1, 1) as [SentBallot];
  ledger.send(o.source, ballot);
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
     VALUES ('small', $1, $2, 'issued', $3, 'online', $4)`,
    [o.source, ballot.seq, ballot.area, ballot.occurredAt],
  );
  if (o.prepare) await client.query(`PREPARE TRANSACTION '${o.source}'`);
  return {
    async end() {
      await client.query(o.prepare ? `COMMIT PREPARED '${o.source}'` : 'COMMIT');
      ledger.acknowledge(o.source, ballot.seq);
      await client.end();
    },
  };
}
