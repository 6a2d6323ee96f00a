import { beforeAll, describe, expect, it } from 'vitest';
import { INGEST_RULES, type IngestRule } from '../../shared/ingest-rules.ts';
import { type Database, many } from '../database/database.ts';
import { resetRehearsal } from '../election-package/election-package.ts';
import { recount } from '../recount/recount.ts';
import { countMinute } from './counted-minute.ts';
import { DOORS, type DoorName, type Sending } from './doors.ts';
import { ballot, REFUSED, report } from './refused-cases.ts';
import { day, insertElectorate } from './sent-rows.ts';
import { loadSmallElection } from './small-election.ts';
import { freshDatabase } from './test-database.ts';

const DOOR_NAMES = Object.keys(DOORS) as DoorName[];

/** Something that is stored: what is sent, when it is counted, how many ballots the total then has, and where it is told. */
interface Kept {
  readonly rule: IngestRule;
  readonly sent: Pick<Sending, 'issues' | 'reports'>;
  readonly at: string;
  readonly issued: number;
  readonly area: string | null;
  readonly seq: number | null;
  /** What has to be so before it is sent, and before it is counted. */
  readonly given?: (database: Database) => Promise<unknown>;
  readonly meanwhile?: (database: Database) => Promise<unknown>;
}

const KEPT: readonly Kept[] = [
  {
    rule: 'future',
    sent: { issues: [ballot(1, { occurredAt: day('11:00') })] },
    at: '10:00',
    issued: 0,
    area: 'N1',
    seq: 1,
  },
  {
    rule: 'future',
    sent: { reports: [report(1, { asOf: day('11:00') })] },
    at: '10:00',
    issued: 0,
    area: 'N2',
    seq: 1,
  },
  {
    rule: 'before-election',
    sent: { issues: [ballot(1, { occurredAt: day('06:59') })] },
    at: '10:00',
    issued: 0,
    area: 'N1',
    seq: 1,
  },
  {
    rule: 'before-election',
    sent: { reports: [report(1, { asOf: day('06:59') })] },
    at: '10:00',
    issued: 0,
    area: 'N2',
    seq: 1,
  },
  {
    rule: 'falls',
    sent: { reports: [report(1), report(2, { asOf: day('09:30'), issued: 9 })] },
    at: '10:00',
    issued: 9,
    area: 'N2',
    seq: 2,
  },
  // 200 are registered in N2, 1 online in N1.
  {
    rule: 'above-electorate',
    sent: { reports: [report(1, { issued: 201 })] },
    at: '10:00',
    issued: 201,
    area: 'N2',
    seq: 1,
  },
  {
    rule: 'above-electorate',
    sent: { issues: [ballot(1), ballot(2)] },
    at: '10:00',
    issued: 2,
    area: 'N1',
    seq: null,
    given: (database) =>
      insertElectorate(database, { area: 'N1', channel: 'online', asOf: day('07:00'), registered: 1 }),
  },
  {
    rule: 'zero-electorate',
    sent: { issues: [ballot(1)] },
    at: '10:00',
    issued: 1,
    area: 'N1',
    seq: null,
    given: (database) =>
      insertElectorate(database, { area: 'N1', channel: 'online', asOf: day('07:00'), registered: 0 }),
  },
  {
    rule: 'zero-electorate',
    sent: { reports: [report(1, { registered: 0 })] },
    at: '10:00',
    issued: 10,
    area: 'N2',
    seq: 1,
  },
  {
    rule: 'outside-hours',
    sent: { issues: [ballot(1, { occurredAt: day('20:01') })] },
    at: '20:30',
    issued: 1,
    area: 'N1',
    seq: 1,
  },
  {
    rule: 'outside-hours',
    sent: { reports: [report(1, { asOf: day('20:01') })] },
    at: '20:30',
    issued: 10,
    area: 'N2',
    seq: 1,
  },
  {
    rule: 'cast-above-issued',
    sent: { issues: [ballot(1, { type: 'cast' })] },
    at: '10:00',
    issued: 0,
    area: 'N1',
    seq: null,
  },
  {
    rule: 'cast-above-issued',
    sent: { reports: [report(1, { cast: 11 })] },
    at: '10:00',
    issued: 10,
    area: 'N2',
    seq: 1,
  },
  {
    rule: 'silence',
    sent: { issues: [ballot(1)] },
    at: '10:00',
    issued: 1,
    area: null,
    seq: null,
    meanwhile: (database) => hourPasses(database),
  },
];

/** Counts what was sent, then makes all that is known of sources an hour older. */
async function hourPasses(database: Database): Promise<void> {
  await count(database, '09:59');
  await database.pool('owner').query("UPDATE source_progress SET heard_at = heard_at - interval '1 hour'");
  await database.pool('owner').query("UPDATE source_line SET heard_at = heard_at - interval '1 hour'");
  await database.pool('owner').query("UPDATE source_hole SET noticed_at = noticed_at - interval '1 hour'");
}

const count = (database: Database, time: string) => countMinute(database, day(time));

async function told(database: Database) {
  return await many<{ rule: string; area: string | null; seq: number | null; state: string; changes: number }>(
    database.pool('reading'),
    `SELECT rule, area, seq, state, (SELECT count(*)::int FROM discrepancy_change c WHERE c.discrepancy = d.discrepancy) AS changes
       FROM discrepancy d ORDER BY discrepancy`,
  );
}

async function total(database: Database): Promise<number> {
  const sql = "SELECT sum(issued)::int AS issued FROM area_sum WHERE area = 'LAND'";
  return (await many<{ issued: number }>(database.pool('reading'), sql))[0]!.issued;
}

let made = 0;
const newSource = () => `source-${++made}`;

describe.each(DOOR_NAMES)('what comes in by %s', (name) => {
  const door = DOORS[name];
  let shared: Database;
  beforeAll(async () => {
    shared = await freshDatabase();
    await loadSmallElection(shared);
  });
  /** The election as if nothing had ever been sent. */
  const anew = async (): Promise<Database> => {
    await resetRehearsal(shared, 'small');
    await loadSmallElection(shared);
    return shared;
  };

  const refusals = Object.entries(REFUSED).flatMap(([rule, cases]) =>
    cases.map((one, n) => ({ rule, n: n + 1, ...one })),
  );
  it.each(refusals.filter(({ not }) => !not?.includes(name)))(
    'and is $rule ($n) is refused by that name, and what is good beside it is stored',
    async ({ rule, sent, seq, field }) => {
      const source = newSource();
      const refused = await door({ database: shared, source, ...sent });
      expect(refused).toEqual([{ seq, field: name === 'SQL' ? null : field, rule }]);
      const sql =
        'SELECT (SELECT count(*) FROM ballot_issue WHERE source = $1) + (SELECT count(*) FROM count_report WHERE source = $1) AS stored';
      const { rows } = await shared.pool('owner').query<{ stored: number }>(sql, [source]);
      const all = (sent.issues?.length ?? 0) + (sent.reports?.length ?? 0);
      expect(Number(rows[0]!.stored)).toBe(all - 1);
    },
  );

  it.each(KEPT.map((one, n) => ({ ...one, n: n + 1 })))(
    'and is $rule ($n) is stored, and told with a history',
    async ({ sent, at, issued, rule, area, seq, given, meanwhile }) => {
      const database = await anew();
      await given?.(database);
      expect(await door({ database, source: 'evote', ...sent })).toEqual([]);
      await meanwhile?.(database);
      await count(database, at);
      expect(await told(database)).toEqual([{ rule, area, seq, state: 'open', changes: 1 }]);
      expect(await total(database)).toBe(issued);
      expect((await recount(database, 'small')).differences).toEqual([]);
    },
  );

  it('and leaves a hole is stored, and the hole is told when it is old', async () => {
    const database = await anew();
    expect(await door({ database, source: 'evote', issues: [ballot(1), ballot(3)] })).toEqual([]);
    await count(database, '09:58');
    await database.pool('owner').query("UPDATE source_hole SET noticed_at = noticed_at - interval '5 minutes'");
    await count(database, '09:59');
    expect(await told(database)).toEqual([{ rule: 'hole', area: null, seq: 2, state: 'open', changes: 1 }]);
    expect(await total(database)).toBe(2);
  });

  it('and is a number sent again with another content is not counted; a replay is nothing', async () => {
    const database = await anew();
    expect(await door({ database, source: 'evote', issues: [ballot(1)] })).toEqual([]);
    const again = await door({ database, source: 'evote', issues: [ballot(1, { occurredAt: day('09:01') })] });
    await count(database, '10:00');
    expect(await total(database)).toBe(1);
    if (name === 'SQL') {
      // The primary key refuses the statement, replays too; ON CONFLICT DO NOTHING is how a program says that it sends again.
      expect(again).toEqual([{ seq: 1, field: null, rule: 'ballot_issue_pkey' }]);
      return;
    }
    expect(again).toEqual([{ seq: 1, field: 'seq', rule: 'seq-conflict' }]);
    expect(await told(database)).toEqual([{ rule: 'seq-conflict', area: null, seq: 1, state: 'open', changes: 1 }]);
    expect(await door({ database, source: 'evote', issues: [ballot(1)] })).toEqual([]);
  });

  it('and is a report under the number of a ballot is a conflict', async () => {
    const source = newSource();
    const refused = await door({ database: shared, source, issues: [ballot(1)], reports: [report(1), report(2)] });
    expect(refused).toEqual([{ seq: 1, field: name === 'SQL' ? null : 'seq', rule: 'seq-conflict' }]);
  });
});

it('every rule stands in this file', () => {
  const tested = new Set([...Object.keys(REFUSED), ...KEPT.map(({ rule }) => rule), 'seq-conflict', 'hole']);
  expect(tested).toEqual(new Set(Object.keys(INGEST_RULES)));
  for (const [rule, answer] of Object.entries(INGEST_RULES)) expect(answer === 'refused').toBe(rule in REFUSED);
});
