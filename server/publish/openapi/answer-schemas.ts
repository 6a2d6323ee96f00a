import { z } from 'zod';
import { PROBLEMS } from '../problems.ts';

/** What is answered about the server itself and about what was sent to it. */

const count = z.int();

export const alive = z.strictObject({ status: z.literal('alive') });

export const ready = z.strictObject({
  ready: z.boolean(),
  database: z.enum(['connected', 'lost']),
  counting: z.enum(['counting', 'elsewhere', 'failing']),
  elections: z.array(
    z.strictObject({
      election: z.string(),
      number: count.nullable(),
      ageSeconds: count.nullable(),
      freshness: z.enum(['live', 'late', 'stale', 'offline', 'past', 'final']).nullable(),
      fresh: z.boolean(),
      recountDiffers: z.array(z.string()).describe('Hours whose last recount gave other figures than were frozen.'),
    }),
  ),
});

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(PROBLEMS) as [string, ...string[]]).describe('Stable.'),
    parameter: z.string().optional().describe('The parameter that cannot be read.'),
  })
  .describe('RFC 9457.');

export const ingestResult = z.strictObject({
  accepted: count.min(0),
  replayed: count.min(0),
  rejected: count.min(0),
  problems: z.array(
    z.strictObject({
      line: count.min(1),
      seq: count.nullable(),
      field: z.string().nullable(),
      rule: z.string(),
      detail: z.string(),
    }),
  ),
  durableUpTo: count.min(0),
});
