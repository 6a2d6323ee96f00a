import { createHash } from 'node:crypto';
import { many, type Queryable, readSql } from '../database/database.ts';
import type { Difference, Sums } from './differences.ts';
import type { TreeRow } from './tree-sums.ts';

const selectSums = readSql(import.meta.url, './sums.sql');
const selectCurves = readSql(import.meta.url, './curves.sql');
const selectBulletins = readSql(import.meta.url, './bulletins.sql');
const selectDepth = readSql(import.meta.url, './depth.sql');

/** Numbers of the snapshots that are frozen in bulletins; adds a difference for a bulletin whose bytes are not those it was frozen with. */
export async function bulletinsBySnapshot(
  client: Queryable,
  election: string,
  differences: Difference[],
): Promise<Set<number>> {
  const rows = await many<{
    number: number;
    hour: string;
    snapshot: number | null;
    body: string;
    sha256: string;
    csv: string;
    csv_sha256: string;
  }>(client, selectBulletins, [election]);
  for (const row of rows) {
    const found = createHash('sha256').update(row.body).digest('hex');
    const foundCsv = createHash('sha256').update(row.csv).digest('hex');
    if (found === row.sha256 && foundCsv === row.csv_sha256) continue;
    const where = { number: row.snapshot ?? 0, asOf: row.hour };
    differences.push({
      ...where,
      what: 'bulletin',
      area: null,
      channel: null,
      measure: 'sha256',
      kept: row.sha256,
      recounted: found,
    });
  }
  return new Set(rows.map((row) => row.snapshot).filter((number) => number !== null));
}

/** Where what was kept in depth under a snapshot is not what the recount has there. */
export async function depthDifferences(
  client: Queryable,
  o: { election: string; tree: readonly TreeRow[]; sums: Sums; where: { number: number; asOf: string } },
): Promise<Difference[]> {
  const rows = await many<{
    level: string;
    channel: string;
    registered: number[];
    issued: number[];
    ballots_cast: number[];
  }>(client, selectDepth, [o.election, o.where.number]);
  const found: Difference[] = [];
  for (const row of rows) {
    const areas = o.tree.filter((area) => area.level === row.level);
    areas.forEach((area, index) => {
      const expected = o.sums.of(area.area, row.channel);
      for (const [measure, kept, recounted] of [
        ['registered', row.registered[index], expected.registered],
        ['issued', row.issued[index], expected.issued],
        ['cast', row.ballots_cast[index], expected.cast],
      ] as const) {
        if (Number(kept) === recounted) continue;
        found.push({
          ...o.where,
          what: 'depth',
          area: area.area,
          channel: row.channel,
          measure,
          kept: Number(kept),
          recounted,
        });
      }
    });
  }
  return found;
}

/** Where the sums that counting goes on from are not those of the last snapshot's recount. */
export async function sumDifferences(
  client: Queryable,
  o: { election: string; sums: Sums; last: { number: number; as_of: Date } | undefined },
): Promise<Difference[]> {
  if (o.last === undefined) return [];
  const where = { number: o.last.number, asOf: o.last.as_of.toISOString() };
  const rows = await many<{ area: string; channel: string; registered: number; issued: number; ballots_cast: number }>(
    client,
    selectSums,
    [o.election],
  );
  return rows.flatMap((row) => {
    const expected = o.sums.of(row.area, row.channel);
    return (
      [
        ['registered', row.registered, expected.registered],
        ['issued', row.issued, expected.issued],
        ['cast', row.ballots_cast, expected.cast],
      ] as const
    )
      .filter(([, kept, recounted]) => kept !== recounted)
      .map(
        ([measure, kept, recounted]): Difference => ({
          ...where,
          what: 'sum',
          area: row.area,
          channel: row.channel,
          measure,
          kept,
          recounted,
        }),
      );
  });
}

/** Where a curve by occurrence does not end at the area's count in the last snapshot's recount. */
export async function curveDifferences(
  client: Queryable,
  o: { election: string; sums: Sums; last: { number: number; as_of: Date } | undefined },
): Promise<Difference[]> {
  if (o.last === undefined) return [];
  const where = { number: o.last.number, asOf: o.last.as_of.toISOString(), what: 'curve' } as const;
  const rows = await many<{ area: string; channel: string; issued: number; ballots_cast: number }>(
    client,
    selectCurves,
    [o.election],
  );
  return rows.flatMap(({ area, channel, issued, ballots_cast: cast }): Difference[] => {
    const expected = o.sums.of(area, channel);
    const found: Difference[] = [];
    if (issued !== expected.issued) {
      found.push({ ...where, area, channel, measure: 'issued', kept: issued, recounted: expected.issued });
    }
    if (cast !== expected.cast) {
      found.push({ ...where, area, channel, measure: 'cast', kept: cast, recounted: expected.cast });
    }
    return found;
  });
}
