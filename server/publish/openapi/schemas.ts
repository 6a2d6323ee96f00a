import { z } from 'zod';

/** The published JSON as schemas: the interface's description is generated from them, and tests hold real answers to them. */

const names = z.record(z.string(), z.string()).describe('Text by BCP 47 language; en is always there.');
const instant = z.iso.datetime({ offset: true }).describe('ISO 8601 with offset.');
const count = z.int();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const mode = z.enum(['rehearsal', 'live']).describe('A rehearsal is said to be one in every file.');
const pct = z
  .number()
  .nullable()
  .describe('Two decimals, half up, 100 only for exactly all; null where nobody is registered.');

const counts = z.strictObject({
  registered: count.min(0).describe('Registered electors.'),
  issued: count.describe('Ballots issued less those cancelled.'),
  cast: count.optional().describe('Ballots cast, where the election reports them.'),
  turnoutPct: pct,
});
const curves = z.strictObject({
  registered: z.array(count),
  issued: z.array(count),
  cast: z.array(count).optional(),
});
const basis = z.strictObject({ numerator: z.literal('issued'), denominator: z.literal('registered') });
const correction = z.strictObject({
  area: z.string(),
  channel: z.string(),
  source: z.string(),
  seq: count,
  corrects: count,
  asOf: instant,
  oldIssued: count.describe('Of the area: its count in the snapshot, were it not for what corrects this precinct now.'),
  newIssued: count.describe('Its count in the snapshot.'),
  occurred: z
    .strictObject({
      area: z
        .string()
        .describe('The precinct, where precincts are published; else the displayed area that contains it.'),
      asOf: instant.describe(
        'The first full ten minutes from the corrected report on, or the snapshot where that is earlier.',
      ),
      oldIssued: count.describe('The count by then, as now known, without the correction.'),
      newIssued: count.describe('The same with it; of a displayed area as in series.json?by=occurred.'),
    })
    .optional()
    .describe('What changed of the past. Snapshots of earlier releases lack it.'),
  reason: z.string().nullable(),
});

export const snapshot = z
  .strictObject({
    schema: z.literal('turnout-snapshot/1'),
    election: z.string(),
    mode,
    lineage: count.min(1).describe('Begins at 1, rises after a restore.'),
    number: count.min(1).describe('1, 2, 3 … without gaps.'),
    asOf: instant.describe("The election-minute, with the election zone's offset."),
    takenAt: instant.describe("When it was counted, by the database's clock, UTC."),
    covers: count.min(0).describe('Election-minutes since the snapshot before.'),
    loaded: z.boolean().describe('Whether what happened earlier was loaded at once.'),
    intervalMs: count.min(1),
    nextAt: instant.nullable().describe('When the next is expected, UTC; null when none is.'),
    clock: z.strictObject({ speed: z.number().positive().describe('Election seconds per real second.') }),
    status: z.enum(['before', 'provisional', 'final']),
    open: z.boolean().describe('Whether voting is open now, in any channel, anywhere.'),
    basis,
    total: counts,
    channels: z.record(z.string(), counts),
    coverage: z.strictObject({
      feeds: count.min(0).describe("A feed is one precinct's channel."),
      reported: count.min(0),
      registeredReported: count.min(0),
      oldestAsOf: instant.nullable(),
      lastHeardAt: instant.nullable(),
      silentSources: count.min(0),
    }),
    late: count.min(0),
    corrections: z.array(correction),
    previous: sha256.nullable().describe('SHA-256 of the bytes of the snapshot before.'),
    areas: curves.extend({
      revision: z.string(),
      level: z.string(),
      codes: z.array(z.string()),
      byChannel: z.record(z.string(), curves),
    }),
  })
  .describe('All counts at one election-minute, as known then. Its bytes never change.');

export const elections = z.strictObject({
  elections: z.array(
    z.strictObject({
      id: z.string(),
      names,
      mode,
      timezone: z.string(),
      displayLevel: z.string(),
      latest: z.strictObject({ number: count.min(1), asOf: instant }).nullable(),
    }),
  ),
});

export const election = z
  .looseObject({
    schema: z.literal('turnout-election/1'),
    id: z.string(),
    names,
    mode,
    timezone: z.string().describe("IANA zone of the election's times."),
    channels: z.array(
      z.looseObject({ code: z.string(), names, feed: z.enum(['events', 'reports']), revotes: z.boolean() }),
    ),
    levels: z.array(z.string()).describe('From the root down.'),
    displayLevel: z.string(),
    publishLevel: z.string().describe('Lowest level that is published.'),
    basis,
    opensAt: instant,
    closesAt: instant,
    rehearsal: z.strictObject({ sentence: names }).optional(),
    publishedCounts: z.array(
      z.strictObject({
        area: z.string(),
        channel: z.string(),
        atFrom: instant,
        at: instant,
        measure: z.enum(['issued', 'cast', 'turnout_pct']),
        value: z.number(),
        denominator: count.nullable(),
        status: z.enum(['exact', 'minimum', 'window', 'percent']),
        source: z.string(),
      }),
    ),
  })
  .describe('What a client needs to know before it draws anything.');

export const snapshots = z.strictObject({
  schema: z.literal('turnout-snapshots/1'),
  election: z.string(),
  mode,
  more: z.boolean().describe('Whether more lie in the span: ask again from the last instant.'),
  snapshots: z.array(z.strictObject({ number: count.min(1), asOf: instant, sha256 })),
});

export const areas = z.strictObject({
  schema: z.literal('turnout-areas/1'),
  election: z.string(),
  revision: z.string(),
  areas: z.array(
    z.strictObject({
      code: z.string(),
      parent: z.string().nullable(),
      level: z.string(),
      names,
      timezone: z.string(),
      registered: z.record(z.string(), count.min(0)),
      tile: z.tuple([z.int(), z.int()]).optional().describe('Column and row in the tile grid.'),
      disputed: z.literal(true).optional(),
      note: z.string().optional(),
    }),
  ),
});

export const series = curves
  .extend({
    schema: z.literal('turnout-series/1'),
    election: z.string(),
    mode,
    area: z.string(),
    by: z
      .enum(['known', 'occurred'])
      .describe('What was counted by then, or what we now know to have happened by then.'),
    step: z.string(),
    at: z.array(instant),
    byChannel: z.record(z.string(), curves),
    countedFrom: instant.nullable().describe('First instant that was counted; by=known has nothing before.'),
  })
  .describe("One area's curve, each point the state at that instant.");

const bulletinListing = z.strictObject({
  number: count.min(1),
  kind: z.enum(['opening', 'hourly', 'closing', 'final', 'notice', 'correction', 'zero', 'manifest']),
  hour: z.string(),
  asOf: instant,
  snapshot: count.nullable(),
  corrects: count.nullable(),
  correctedBy: count.nullable().describe('The later bulletin that corrects this one.'),
  status: z.enum(['frozen', 'checked', 'signed', 'published']).describe('Checked once a recount of the rows agrees.'),
  recount: z
    .enum(['waiting', 'agrees', 'differs', 'impossible'])
    .describe(
      'What the last recount from the rows found; impossible for what was counted from rows that a restore lost.',
    ),
  sha256,
  csvSha256: sha256,
  issued: count.nullable(),
  registered: count.nullable(),
  turnoutPct: pct,
});

export const bulletins = z.strictObject({
  schema: z.literal('turnout-bulletins/1'),
  election: z.string(),
  mode,
  bulletins: z.array(bulletinListing),
});

export const bulletin = z
  .strictObject({
    schema: z.literal('turnout-bulletin/1'),
    election: z.string(),
    mode,
    number: count.min(1),
    kind: bulletinListing.shape.kind,
    hour: z.string(),
    asOf: instant,
    corrects: count.nullable(),
    restates: count.min(1).optional().describe('Of a correction: the first bulletin of its hour.'),
    knownIn: count.min(1).optional().describe('Of a correction: the snapshot with which it was known.'),
    reason: z.string().nullable().describe('Why an hour has no snapshot, or why it was corrected.'),
    snapshot: snapshot
      .nullable()
      .describe('The frozen snapshot whole, in a correction with the corrected figures; null in a notice.'),
    snapshotSha256: sha256.nullable().describe('Of the bytes of snapshots/:number.json; null in a correction.'),
    counted: z.string().describe("The database's pg_snapshot: a recount by it gives the same numbers."),
    sealed: sha256
      .nullable()
      .optional()
      .describe("Of 32 random bytes and the officials' file of every level; absent from older bulletins."),
  })
  .describe('A snapshot frozen for good. Its bytes never change; it is corrected only by a later one.');

export const corrections = z.strictObject({
  schema: z.literal('turnout-corrections/1'),
  election: z.string(),
  mode,
  corrections: z.array(correction.extend({ snapshot: count.min(1).describe('Number of the first snapshot with it.') })),
});

export { alive, ingestResult, problem, ready } from './answer-schemas.ts';
export { discrepancies, sources } from './official-schemas.ts';

export const boundaries = z
  .looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.looseObject({})) })
  .describe('GeoJSON (RFC 7946); the id of a feature is the code of its area.');

export const map = z
  .strictObject({
    schema: z.literal('turnout-map/1'),
    wide: z.number().min(0),
    high: z.number().min(0),
    areas: z.array(
      z.strictObject({
        code: z.string(),
        path: z.string().describe('SVG path, absolute, to a tenth of a unit.'),
        at: z.tuple([z.number(), z.number()]).describe('Middle of the largest part.'),
      }),
    ),
    borders: z.string().describe('SVG path of the lines between and around areas.'),
  })
  .describe('The boundaries by an equal-area projection of their own, in units of a drawing, y downwards.');
