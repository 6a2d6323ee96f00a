import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { packageRoot } from '../config.ts';
import { type Database, many, one } from '../database/database.ts';
import { countElectionMinute } from '../minute/minute.ts';
import { recount } from '../recount/recount.ts';
import { day } from './sent-rows.ts';
import { changed, loadSmallElection } from './small-election.ts';
import { freshDatabase } from './test-database.ts';

/** The document's SQL, in order, by the heading it stands under. */
const sqlUnder = new Map(
  readFileSync(join(packageRoot(), 'elections', 'from-real-systems.md'), 'utf8')
    .split(/^#+ /m)
    .map((section) => [
      section.split('\n', 1)[0]!,
      [...section.matchAll(/```sql\n([\s\S]*?)```/g)].map((match) => match[1]!),
    ]),
);

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database, changed('election.json', '"id": "small"', '"id": "mine"'));
  await database.pool('owner').query(sqlUnder.get('From the tables of real e-voting systems')![0]!);
  await theirs("INSERT INTO district_area VALUES ('77', 'N1'), ('52', 'S1')");
});

/** A statement of their own system. */
async function theirs(sql: string, values: unknown[] = []): Promise<void> {
  await database.pool('owner').query(sql, values);
}

/** Makes their tables as the section says, and gives what is to be run every minute, with the ingest role. */
async function section(heading: string): Promise<() => Promise<void>> {
  const [tables, ...statements] = sqlUnder.get(heading)!;
  await theirs(tables!);
  // Theirs may be read by ours; nothing more.
  for (const { name } of await many<{ name: string }>(
    database.pool('owner'),
    "SELECT tablename AS name FROM pg_tables WHERE tablename IN ('district_area', 'p_ballot', 'moscow_transaction', 'tx', 'contract_event')",
  )) {
    await theirs(`GRANT SELECT ON ${name} TO ${database.roles.ingest}`);
  }
  return async () => {
    for (const statement of statements) await database.pool('ingest').query(statement);
  };
}

async function countedAt(time: string): Promise<Snapshot> {
  const options = { intervalMs: 1000, speed: 60, loaded: false, next: true };
  await countElectionMinute(database, { election: 'mine', at: new Date(day(time)), ...options });
  const sql = 'SELECT body FROM snapshot ORDER BY number DESC LIMIT 1';
  return JSON.parse((await one<{ body: string }>(database.pool('reading'), sql)).body) as Snapshot;
}

/** Nothing is missing, nothing odd, and the rows give the same. */
async function expectAllWell(): Promise<void> {
  expect(await many(database.pool('reading'), 'SELECT rule, detail FROM discrepancy')).toEqual([]);
  expect(await many(database.pool('reading'), 'SELECT * FROM source_hole')).toEqual([]);
  expect((await recount(database, 'mine')).differences).toEqual([]);
}

describe('the SQL of the document', () => {
  it("takes the ballots of Moscow's form of 2021", async () => {
    const send = await section("Moscow 2021: the form's database");
    const ballot = (district: number, time: string) =>
      theirs('INSERT INTO p_ballot VALUES (gen_random_uuid(), 1, $1, $2, $3)', [district, 'sid', day(time)]);
    await ballot(77, '08:01');
    await ballot(52, '08:02');
    await ballot(52, '08:03');
    await send();
    await send();
    expect((await countedAt('08:05')).areas.byChannel.online?.issued).toEqual([1, 2]);
    await ballot(77, '08:06');
    await send();
    expect((await countedAt('08:10')).areas.byChannel.online?.issued).toEqual([2, 2]);
    await expectAllWell();
  });

  it("takes what Moscow's transactions of 2021 hand out and take in", async () => {
    const send = await section('Moscow 2021: the transactions');
    const transaction = (height: number, position: number, method: number, district: string) =>
      theirs('INSERT INTO moscow_transaction VALUES ($1, $2, $3, $4, $5)', [
        height,
        position,
        method,
        JSON.stringify(
          method === 4 ? { voting_id: 'v', voter_id: 'w', district_id: district } : { district_id: district },
        ),
        day(`08:0${height}`),
      ]);
    await transaction(1, 0, 1, '77');
    await transaction(1, 1, 4, '77');
    await transaction(2, 0, 4, '52');
    await transaction(2, 1, 6, '77');
    await send();
    expect((await countedAt('08:05')).channels.online).toMatchObject({ issued: 2, cast: 1 });
    await transaction(3, 0, 4, '52');
    await send();
    expect((await countedAt('08:06')).areas.byChannel.online).toMatchObject({ issued: [1, 2], cast: [1, 0] });
    await expectAllWell();
  });

  it('takes each voter of an array that the federal system of 2021 let through', async () => {
    const send = await section('Federal 2021');
    const tx = (height: number, operation: string, contract: string, params: object) =>
      theirs(
        'INSERT INTO tx (height, contract_id, operation, tx_id, params, time_stamp) VALUES ($1, $2, $3, $4, $5, $6)',
        [height, contract, operation, `tx-${height}`, JSON.stringify(params), day(`08:0${height}`)],
      );
    await tx(1, 'startVote', '77', {});
    await tx(2, 'blindsigissue', '77', { userId: ['a', 'b', 'c'] });
    await tx(3, 'vote', '77', { vote: 'sealed' });
    await tx(4, 'blindsigissue', '52', { userId: ['d'] });
    await send();
    await send();
    expect((await countedAt('08:05')).areas.byChannel.online).toMatchObject({ issued: [3, 1], cast: [1, 0] });
    const voters = await many(database.pool('owner'), 'SELECT voter FROM ballot_issue WHERE voter IS NOT NULL');
    expect(voters).toEqual([]);
    await expectAllWell();
  });

  it('takes ballots and the changing electorate of the contracts of Moscow 2019', async () => {
    const send = await section('Moscow 2019');
    let block = 0;
    const event = (name: string, voting: string, time: string) => {
      block += 1;
      return theirs('INSERT INTO contract_event VALUES ($1, 0, $2, $3, $4)', [
        block,
        name,
        JSON.stringify({ votingId: voting, voterId: `v${block}` }),
        day(time),
      ]);
    };
    for (const time of ['07:30', '07:30', '07:31']) await event('VoterParticipating', '77', time);
    await event('VoterRevokedParticipating', '77', '07:40');
    await event('BallotIssued', '77', '08:01');
    await event('BallotAdded', '77', '08:02');
    await send();
    // Three registered by 07:31, one withdrew: 2 in NORTH, of whom one was handed a ballot. SOUTH has the package's 60.
    const first = await countedAt('08:05');
    expect(first.areas.byChannel.online).toMatchObject({ registered: [2, 60], issued: [1, 0], cast: [1, 0] });
    await event('VoterParticipating', '77', '08:10');
    await send();
    await send();
    expect((await countedAt('08:10')).areas.byChannel.online).toMatchObject({ registered: [3, 60] });
    expect(
      await many(database.pool('reading'), "SELECT 1 FROM electorate WHERE area = 'N1' AND channel = 'online'"),
    ).toHaveLength(5);
    await expectAllWell();
  });
});
