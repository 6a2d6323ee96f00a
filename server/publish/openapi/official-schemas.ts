import { z } from 'zod';
import { INGEST_RULES } from '../../../shared/ingest-rules.ts';

const instant = z.iso.datetime({ offset: true });
const count = z.int();
const papers = { election: z.string(), mode: z.enum(['rehearsal', 'live']) };
/** Since which snapshot. */
const since = { snapshot: count.min(1), asOf: instant };

export const discrepancies = z.strictObject({
  schema: z.literal('turnout-discrepancies/1'),
  ...papers,
  discrepancies: z.array(
    z.strictObject({
      discrepancy: count.min(1),
      rule: z
        .enum(['recount', ...Object.keys(INGEST_RULES)] as [string, ...string[]])
        .describe('Stable; recount: a bulletin differs from its rows.'),
      area: z.string().nullable(),
      channel: z.string().nullable(),
      source: z.string().nullable(),
      seq: count.nullable().describe('The first message of that source that met it.'),
      ...since,
      detail: z.looseObject({}).describe('The figures or numbers that were met.'),
      state: z.enum(['open', 'closed']),
      history: z
        .array(
          z.strictObject({
            state: z.enum(['open', 'closed']),
            why: z.enum(['met', 'cause-gone', 'person']),
            at: instant.describe("By the database's clock."),
            ...since,
            note: z.string().nullable().describe('The reason that a person gave.'),
            who: z.string().nullable().describe('The person who closed it.'),
          }),
        )
        .describe('Each change of its state, in order.'),
    }),
  ),
  leftOut: z
    .strictObject({ open: count.min(0), closed: count.min(0) })
    .describe('How many more there are than are listed: the open ones first, then the newest, 5,000 at most.'),
});
const heard = instant.nullable();

export const sources = z.strictObject({
  schema: z.literal('turnout-sources/1'),
  ...papers,
  sources: z.array(
    z.strictObject({
      source: z.string(),
      channel: z.string().nullable().describe('The only channel it may send for, or null where it may send for each.'),
      area: z
        .string()
        .nullable()
        .describe('The area it may send for, with all below it, or null where it may send for each.'),
      batchesPerMinute: count.min(1).nullable().describe('Null: what every source may.'),
      revokedAt: heard,
      state: z.enum(['heard', 'silent', 'expected-quiet', 'never-heard', 'revoked']),
      heardAt: heard,
      durableUpTo: count.min(0).describe('Every number up to this one is stored.'),
      highest: count.min(0).describe('The highest number counted.'),
      holes: z
        .array(z.strictObject({ first: count.min(1), last: count.min(1), noticedAt: heard }))
        .describe('The first 100.'),
      missing: count.min(0).describe('Numbers in its holes.'),
      moreHoles: z.boolean().describe('It has more than 1,000 holes; those beyond are not kept.'),
      conflicts: count.min(0).describe('Messages under a number that holds another content.'),
      skewMs: z
        .int()
        .nullable()
        .describe('Receipt less occurrence of the freshest message last counted; negative: its clock is ahead.'),
      skewMeasuredAt: heard,
    }),
  ),
  precincts: z
    .strictObject({
      silent: count.min(0),
      listed: z
        .array(z.strictObject({ area: z.string(), channel: z.string(), lastAsOf: heard, heardAt: heard }))
        .describe('The first 1,000, those never heard first.'),
    })
    .describe('Open, and never reported or an hour behind the middle one of their channel.'),
});
