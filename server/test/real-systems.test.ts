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
  await theirs(common());
  await theirs("INSERT INTO district_area VALUES ('77', 'N1'), ('52', 'S1')");
});

/** What all sections share: which of their districts is which of our areas. */
const common = (): string => sqlUnder.get('From the tables of real e-voting systems')![0]!;

/** A statement of their own system. */
async function theirs(sql: string, values: unknown[] = []): Promise<void> {
  await database.pool('owner').query(sql, values);
}

/** Makes their tables as the section says, and gives what is to be run every minute, with the ingest role. */
async function section(heading: string): Promise<() => Promise<void>> {
  const [tables, ...statements] = sqlUnder.get(heading)!;
  await theirs(tables!);
  // Theirs may be read by ours; nothing more.
  for (const [, name] of `${common()} ${tables!}`.matchAll(/CREATE TABLE (\w+)/g)) {
    await theirs(`GRANT SELECT ON ${name!} TO ${database.roles.ingest}`);
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

/** The electorates told of a precinct after the package's, each with the instant from which it holds: `07:10 40`. */
async function told(area: string): Promise<string[]> {
  const sql = `SELECT to_char(as_of AT TIME ZONE 'Europe/Vienna', 'HH24:MI ') || registered AS told
                 FROM electorate WHERE area = $1 AND channel = 'online' ORDER BY change OFFSET 1`;
  return (await many<{ told: string }>(database.pool('reading'), sql, [area])).map((row) => row.told);
}

/** Nothing is missing, nothing odd, and the rows give the same. */
async function expectAllWell(): Promise<void> {
  expect(await many(database.pool('reading'), 'SELECT rule, detail FROM discrepancy')).toEqual([]);
  expect(await many(database.pool('reading'), 'SELECT * FROM source_hole')).toEqual([]);
  expect((await recount(database, 'mine')).differences).toEqual([]);
}

/** Writes transactions of the federal system, one a minute from 08:01. */
function federalTransactions(): (operation: string, contract: string, params: object, diff?: object) => Promise<void> {
  let height = 0;
  return async (operation, contract, params, diff = []) => {
    height += 1;
    await theirs(
      'INSERT INTO tx (height, contract_id, operation, tx_id, params, diff, time_stamp) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [height, contract, operation, `tx-${height}`, JSON.stringify(params), JSON.stringify(diff), day(`08:0${height}`)],
    );
  };
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

  it("takes Moscow's registrations and withdrawals of 2021, each voter once, whatever was sent twice", async () => {
    const send = await section('Moscow 2021: the transactions');
    const transaction = (height: number, method: number, payload: object, time: string) =>
      theirs('INSERT INTO moscow_transaction VALUES ($1, 0, $2, $3, $4)', [
        height,
        method,
        JSON.stringify({ voting_id: 'v', ...payload }),
        day(time),
      ]);
    await theirs("INSERT INTO voter_district VALUES ('a', '77'), ('b', '77'), ('c', '77'), ('d', '52')");
    await transaction(1, 1, { voters: ['a', 'b', 'd'] }, '07:10');
    await transaction(2, 1, { voters: ['b', 'c'] }, '07:20');
    await transaction(3, 3, { voter_id: 'a' }, '07:30');
    await transaction(4, 3, { voter_id: 'a' }, '07:31');
    await transaction(5, 4, { voter_id: 'b', district_id: '77' }, '08:01');
    await send();
    await send();
    // 77: a and b, then c, then without a. b was registered before, a had withdrawn before.
    expect(await told('N1')).toEqual(['07:10 2', '07:20 3', '07:30 2']);
    expect(await told('S1')).toEqual(['07:10 1']);
    const counted = await countedAt('08:05');
    expect(counted.areas.byChannel.online).toMatchObject({ registered: [2, 1], issued: [1, 0] });
    await transaction(6, 3, { voter_id: 'c' }, '08:10');
    await send();
    expect((await countedAt('08:11')).areas.byChannel.online).toMatchObject({ registered: [1, 1] });
    await expectAllWell();
  });

  it('takes each voter of an array that the federal system of 2021 let through, and nothing that it refused', async () => {
    const send = await section('Federal 2021');
    const tx = federalTransactions();
    await tx('startVote', '77', {});
    await tx('blindSigIssue', '77', { data: JSON.stringify(['a', 'b', 'c'].map((userId) => ({ userId }))) });
    await tx('vote', '77', { vote: 'sealed' });
    await tx('blindsigissue', '52', { userId: ['d'] });
    await tx('vote', '52', { vote: 'sealed' }, [{ key: 'FAIL_tx-5_vote', stringValue: 'too late' }]);
    await send();
    await send();
    expect((await countedAt('08:06')).areas.byChannel.online).toMatchObject({ issued: [3, 1], cast: [1, 0] });
    const voters = await many(database.pool('owner'), 'SELECT voter FROM ballot_issue WHERE voter IS NOT NULL');
    expect(voters).toEqual([]);
    await expectAllWell();
  });

  it("takes the federal system's voters list of 2021 as it grows and shrinks", async () => {
    const send = await section('Federal 2021');
    const tx = federalTransactions();
    const list = (...hashes: string[]) => ({ userIdHashes: JSON.stringify(hashes) });
    await tx('addVotersList', '77', list('a', 'b', 'c'));
    await tx('addVotersList', '52', list('d'));
    await tx('removeFromVotersList', '77', list('b', 'c'));
    await tx('addToVotersList', '77', list('e', 'f', 'g', 'h'));
    await tx('blindSigIssue', '77', { data: JSON.stringify([{ userId: 'a' }]) });
    await send();
    await send();
    // 3, then 2 less, then 4 more
    expect(await told('N1')).toEqual(['08:01 3', '08:03 1', '08:04 5']);
    expect(await told('S1')).toEqual(['08:02 1']);
    expect((await countedAt('08:05')).areas.byChannel.online).toMatchObject({ registered: [5, 1], issued: [1, 0] });
    await expectAllWell();
  });

  it('takes the ballots of the observer node of July 2020, with the day that its files leave out', async () => {
    const send = await section('July 2020: the observer node');
    // In Moscow, an hour ahead: 08:01 of the small election is 09:01 there.
    const ballot = (number: number, district: number, block: string, time: string) =>
      theirs('INSERT INTO observer_ballot VALUES ($1, $2, $3, $4, $5, $6)', [
        number,
        district,
        `0x${number}`,
        block,
        time,
        JSON.stringify({ message: 'sealed' }),
      ]);
    await theirs("INSERT INTO block_day VALUES (100, '2024-05-04'), (168941, '2024-05-05'), (200000, '2024-05-06')");
    // The list that hands out: one in S1, two in N1.
    await database.pool('ingest').query(
      `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
       SELECT 'mine', 'list', seq, 'issued', area, 'online', $1 FROM (VALUES (1, 'S1'), (2, 'N1'), (3, 'N1')) AS v (seq, area)`,
      [day('08:00')],
    );
    await ballot(1, 52, '#168941', '09:01:27');
    await ballot(2, 77, '#168942', '09:02:00');
    await send();
    await send();
    expect((await countedAt('08:03')).areas.byChannel.online).toMatchObject({ issued: [2, 1], cast: [1, 1] });
    await ballot(3, 77, '#199999', '09:04:00');
    await send();
    expect((await countedAt('08:05')).areas.byChannel.online).toMatchObject({ issued: [2, 1], cast: [2, 1] });
    await expectAllWell();
    // Its block is of the next day: it waits for its time.
    await ballot(4, 77, '#200000', '09:06:00');
    await send();
    expect((await countedAt('08:10')).areas.byChannel.online).toMatchObject({ cast: [2, 1] });
    const waits = await many(database.pool('reading'), "SELECT due_at FROM discrepancy WHERE rule = 'future'");
    expect(waits).toEqual([{ due_at: new Date('2024-05-06T09:06:00+03:00') }]);
  });

  it("takes the observers' rows of Moscow 2023 and 2024, those of the internet alone", async () => {
    const send = await section('Moscow 2023 and 2024: rows for observers');
    let hash = 0;
    const row = async (
      kind: 'RegisterVoters' | 'IssueBallot' | 'StorageBallot',
      voting: string,
      time: string,
      field: object,
    ) => {
      hash += 1;
      await theirs(`INSERT INTO moscow_row (Hash, Type, "timestamp", VotingId, ${kind}) VALUES ($1, $2, $3, $4, $5)`, [
        `${100 - hash}`,
        kind,
        Date.parse(day(time)) / 1_000,
        voting,
        JSON.stringify(field),
      ]);
    };
    await row('RegisterVoters', '77', '07:10', { Voters: ['a', 'b'] });
    await row('RegisterVoters', '77', '07:20', { Voters: ['b', 'c'] });
    await row('RegisterVoters', '52', '07:20', { Voters: ['d'] });
    await row('IssueBallot', '77', '08:01', { Source: 'DEG' });
    await row('IssueBallot', '77', '08:01', { Source: 'EVT' });
    await row('StorageBallot', '77', '08:02', { Source: 'DEG', Data: 'sealed' });
    await send();
    await send();
    expect(await told('N1')).toEqual(['07:10 2', '07:20 3']);
    expect((await countedAt('08:05')).areas.byChannel.online).toMatchObject({
      registered: [3, 1],
      issued: [1, 0],
      cast: [1, 0],
    });
    // Of an earlier second than one that was read, and with a smaller hash: it comes after it all the same.
    await row('IssueBallot', '52', '08:01', { Source: 'DEG' });
    await send();
    expect((await countedAt('08:06')).areas.byChannel.online).toMatchObject({ issued: [1, 1], cast: [1, 0] });
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
