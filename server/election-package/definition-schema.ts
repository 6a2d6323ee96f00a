import { z } from 'zod';

/** Codes go into addresses, file names and CSV: letters, digits, point, underscore and hyphen, 63 at most. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
/** `HH:MM`. */
export const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

// An error message that is the code of a rule becomes that rule's problem; any other is a `wrong-value`.
const code = z.string().regex(CODE, 'bad-code');
const instant = z.iso.datetime({ offset: true, error: 'bad-instant' });
const time = z.string().regex(TIME, 'bad-time');
const fileName = z.string().regex(FILE_NAME, 'bad-code');

/** Text by language; English is always there. */
const names = z
  .object({ en: z.string().min(1) })
  .catchall(z.string().min(1))
  .describe('Text by BCP 47 language; en is always there.');

export const channelSchema = z.strictObject({
  code,
  names,
  feed: z.enum(['events', 'reports']).describe('Single ballot issues, or cumulative count reports.'),
  revotes: z.boolean().describe('Whether an elector may vote again, so that cast may pass issued.'),
  hours: z
    .array(z.strictObject({ opens: instant, closes: instant }))
    .min(1)
    .describe('Voting hours as instants, the same everywhere. Either these or localHours.')
    .optional(),
  localHours: z
    .strictObject({ days: z.array(z.iso.date('bad-instant')).min(1), opens: time, closes: time })
    .describe('Voting hours by the clock on the wall of each area.')
    .optional(),
});

/** `election.json`. */
export const definitionSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal('turnout-election/1'),
  id: z.string().regex(ID, 'bad-code'),
  names,
  timezone: z.string().refine(isZone, 'bad-zone').describe('IANA zone in which the election’s times are shown.'),
  channels: z.array(channelSchema).min(1),
  levels: z.array(code).min(1).describe('From the root down; the last is the precinct’s.'),
  displayLevel: code,
  publishLevel: code.describe('Lowest level that may be published.'),
  basis: z.strictObject({ numerator: z.literal('issued'), denominator: z.literal('registered') }),
  earlier: z
    .array(z.strictObject({ election: z.string(), comparable: z.boolean(), note: names.optional() }))
    .optional(),
  provenance: z.array(z.strictObject({ what: z.string(), source: z.string(), licence: z.string() })).optional(),
});

const source = code.describe('Name of the source that sends.');
const counts = fileName.describe('File of published counts, in the package.');
const reports = fileName.describe('File of reports as they were received, in the package.');
const shape = fileName.describe('File of the daily shape, in the package.');

export const methodSchema = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ method: z.literal('events-between-counts'), source, counts, shape }),
    z.strictObject({
      method: z.literal('reports-from-finals'),
      source,
      counts,
      shape,
      reportTimes: z.array(time).min(1),
      spreadMinutes: z
        .int()
        .min(1)
        .max(60)
        .describe('Minutes over which the reports of one time are spread; absent: all at once.')
        .optional(),
    }),
    z.strictObject({ method: z.literal('reports-as-published'), source, counts }),
    z.strictObject({ method: z.literal('reports-as-received'), source, reports }),
    z.strictObject({ method: z.literal('issued-along-cast'), source, counts }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? 'unknown-method' : undefined) },
);

/** `rehearsal.json`. */
export const rehearsalSchema = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal('turnout-rehearsal/1'),
  seed: z.int().min(0),
  from: instant,
  speed: z.number().positive(),
  sentence: names,
  channels: z.record(z.string(), methodSchema),
});

/** Whether this machine's time zone data knows the name; offsets such as `+03:00` are none. */
export function isZone(name: string): boolean {
  let known = zones.get(name);
  if (known === undefined) {
    known = /^[A-Za-z]/.test(name) && isKnownZone(name);
    zones.set(name, known);
  }
  return known;
}

const zones = new Map<string, boolean>();

function isKnownZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether a text is an ISO 8601 instant with its offset, of a date that exists. */
export function isInstant(text: string): boolean {
  let known = instants.get(text);
  if (known === undefined) {
    known = instant.safeParse(text).success;
    if (instants.size < MOST_INSTANTS) instants.set(text, known);
  }
  return known;
}

/** Tables repeat a few instants many times. */
const instants = new Map<string, boolean>();
const MOST_INSTANTS = 10_000;
