import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { one } from '../database/database.ts';
import { freshDatabase } from '../test/test-database.ts';
import { arrayLiteral } from './array-literal.ts';

describe('a column as an array', () => {
  it('comes back from the database as it was, whatever its text holds', async () => {
    const database = await freshDatabase();
    const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', ''));
    const awkward = fc.constantFrom('', 'NULL', 'null', '{}', '","', '\\', '"', ' a ', '\n', '\\x00');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.oneof(text, awkward)), { minLength: 1 }), async (values) => {
        const known = [...values, 'last'];
        const sql = 'SELECT $1::text[] AS back';
        expect((await one<{ back: unknown }>(database.pool('reading'), sql, [arrayLiteral(known)])).back).toEqual(
          known,
        );
      }),
    );
  });

  it('holds numbers and bytes exactly', async () => {
    const database = await freshDatabase();
    const back = await one<{ numbers: number[]; bytes: string[] }>(
      database.pool('reading'),
      `SELECT $1::bigint[] AS numbers, ARRAY(SELECT encode(b, 'hex') FROM unnest($2::bytea[]) AS b) AS bytes`,
      [arrayLiteral([1, null, 9_007_199_254_740_991]), arrayLiteral([Buffer.from([0, 255]), Buffer.from('ab')])],
    );
    expect(back).toEqual({ numbers: [1, null, 9_007_199_254_740_991], bytes: ['00ff', '6162'] });
  });

  it('of nothing but nothing is empty, and padded beside a longer one', async () => {
    const database = await freshDatabase();
    expect(arrayLiteral([null, null])).toBe('{}');
    const sql = 'SELECT array_agg(b ORDER BY a) AS padded FROM unnest($1::bigint[], $2::text[]) AS n (a, b)';
    const { padded } = await one<{ padded: unknown }>(database.pool('reading'), sql, [
      arrayLiteral([1, 2]),
      arrayLiteral([null, null]),
    ]);
    expect(padded).toEqual([null, null]);
  });
});
