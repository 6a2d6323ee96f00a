import { createHash } from 'node:crypto';
import { many, type Queryable, readSql } from '../database/database.ts';
import { bytesDiffer, compare, type Difference, NOTHING } from './differences.ts';
import type { TreeSums } from './tree-sums.ts';

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
    const where = { number: row.snapshot ?? 0, asOf: row.hour, what: 'bulletin' } as const;
    differences.push(bytesDiffer(where, { kept: row.sha256, recounted: found }));
  }
  return new Set(rows.map((row) => row.snapshot).filter((number) => number !== null));
}

/** Where what is kept in depth under a snapshot, of every level and channel, is not what the recount has there. */
export async function depthDifferences(
  client: Queryable,
  o: { election: string; sums: TreeSums; where: { number: number; asOf: string } },
): Promise<Difference[]> {
  type Row = { level: string; channel: string; registered: number[]; issued: number[]; ballots_cast: number[] };
  const rows = await many<Row>(client, selectDepth, [o.election, o.where.number]);
  const kept = new Map(rows.map((row) => [`${row.level} ${row.channel}`, row]));
  const found: Difference[] = [];
  for (const level of o.sums.levels) {
    for (const channel of o.sums.channels) {
      const row = kept.get(`${level} ${channel}`);
      o.sums.areasOf(level).forEach((area, index) => {
        const recounted = o.sums.of(area, channel);
        if (row === undefined && recounted === undefined) return;
        compare(found, { ...o.where, what: 'depth', area, channel }, row && depthAt(row, index), recounted ?? NOTHING);
      });
    }
  }
  return found;
}

function depthAt(
  row: { readonly registered: number[]; readonly issued: number[]; readonly ballots_cast: number[] },
  index: number,
) {
  const [registered, issued, cast] = [row.registered[index], row.issued[index], row.ballots_cast[index]];
  if (registered === undefined || issued === undefined || cast === undefined) return undefined;
  return { registered: Number(registered), issued: Number(issued), cast: Number(cast) };
}

/** Where the sums that counting goes on from, of every area and channel, are not those of the last snapshot's recount. */
export async function sumDifferences(
  client: Queryable,
  o: { election: string; sums: TreeSums; last: { number: number; as_of: Date } | undefined },
): Promise<Difference[]> {
  if (o.last === undefined) return [];
  const where = { number: o.last.number, asOf: o.last.as_of.toISOString(), what: 'sum' } as const;
  const rows = await many<KeptRow & { registered: number }>(client, selectSums, [o.election]);
  const kept = new Map(rows.map((row) => [keyOf(row), { ...row, cast: row.ballots_cast }]));
  const found: Difference[] = [];
  for (const { area, channel, ...recounted } of o.sums.all()) {
    compare(found, { ...where, area, channel }, kept.get(keyOf({ area, channel })), recounted);
    kept.delete(keyOf({ area, channel }));
  }
  for (const row of kept.values()) compare(found, { ...where, area: row.area, channel: row.channel }, row, NOTHING);
  return found;
}

/** Where a curve by occurrence of the displayed `level` does not end at the area's count in the last snapshot's recount. */
export async function curveDifferences(
  client: Queryable,
  o: { election: string; level: string; sums: TreeSums; last: { number: number; as_of: Date } | undefined },
): Promise<Difference[]> {
  if (o.last === undefined) return [];
  const where = { number: o.last.number, asOf: o.last.as_of.toISOString(), what: 'curve' } as const;
  const rows = await many<KeptRow>(client, selectCurves, [o.election]);
  const kept = new Map(rows.map((row) => [keyOf(row), row]));
  const found: Difference[] = [];
  // A curve has no electors of its own; where nothing ever happened it has no row.
  const check = (area: string, channel: string, { issued, cast }: { issued: number; cast: number }) => {
    const row = kept.get(keyOf({ area, channel }));
    const ends = { registered: 0, issued: row?.issued ?? 0, cast: row?.ballots_cast ?? 0 };
    compare(found, { ...where, area, channel }, ends, { registered: 0, issued, cast });
    kept.delete(keyOf({ area, channel }));
  };
  for (const area of o.sums.areasOf(o.level)) {
    for (const channel of o.sums.channels) check(area, channel, o.sums.of(area, channel) ?? NOTHING);
  }
  for (const { area, channel } of [...kept.values()]) check(area, channel, NOTHING);
  return found;
}

interface KeptRow {
  readonly area: string;
  readonly channel: string;
  readonly issued: number;
  readonly ballots_cast: number;
}

function keyOf({ area, channel }: { readonly area: string; readonly channel: string }): string {
  return `${area} ${channel}`;
}
