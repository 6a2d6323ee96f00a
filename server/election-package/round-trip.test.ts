import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallElection } from '../../shared/small-election.ts';
import { readSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { loadElection, resetRehearsal } from './election-package.ts';

/** What the tree of a made-up election looks like: how many districts, and how many precincts each. */
const trees = fc.array(fc.array(fc.nat(5_000), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
const seeds = fc.integer();

interface Made {
  readonly code: string;
  readonly parent: string;
  readonly level: string;
  readonly name: string;
  readonly registered: number;
}

function areasOf(tree: readonly (readonly number[])[], names: readonly string[]): Made[] {
  const name = (i: number) => names[i % names.length]!;
  const root = { code: 'LAND', parent: '', level: 'country', name: name(0), registered: 0 };
  const below = tree.flatMap((precincts, d) => [
    { code: `D${d}`, parent: 'LAND', level: 'district', name: name(d + 1), registered: 0 },
    ...precincts.map((registered, p) => ({
      code: `D${d}.${p}`,
      parent: `D${d}`,
      level: 'precinct',
      name: name(d + p + 2),
      registered,
    })),
  ]);
  return [root, ...below];
}

function filesOf(areas: readonly Made[]): Record<string, string | null> {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = areas.map(({ code, parent, level, name }) => `${code},${parent},${level},${quoted(name)},`);
  const electors = areas
    .filter(({ level }) => level === 'precinct')
    .flatMap(({ code, registered }) =>
      ['online', 'station'].map((channel) => `${code},${channel},${registered},2024-05-05T07:00:00+02:00`),
    );
  return {
    'areas.csv': `code,parent,level,name_en,timezone\n${rows.join('\n')}\n`,
    'electorate.csv': `area,channel,registered,as_of\n${electors.join('\n')}\n`,
    'boundaries.geojson': null,
    'tiles.csv': null,
    'counts.csv': null,
    'rehearsal.json': null,
    'election.json': smallElection['election.json']!,
  };
}

/** The same areas in an order that a seed gives: a package may list children before their parents. */
function shuffled(areas: readonly Made[], seed: number): Made[] {
  const rank = (code: string) =>
    [...code].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619), seed);
  return areas.toSorted((a, b) => rank(a.code) - rank(b.code) || (a.code < b.code ? -1 : 1));
}

const names = fc.array(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((name) => !/[\r\0]/.test(name)),
  { minLength: 1, maxLength: 5 },
);

test('any tree comes out of the database as it went into the package, with its sums', async () => {
  const db = await freshDatabase();
  const owner = db.pool('owner');
  await fc.assert(
    fc.asyncProperty(trees, names, seeds, async (tree, someNames, seed) => {
      const areas = shuffled(areasOf(tree, someNames), seed);
      await loadElection(db, await readSmallElection(filesOf(areas)));
      const { rows } = await owner.query(
        `SELECT area.area AS code, coalesce(parent, '') AS parent, level, names->>'en' AS name, leaf
           FROM area WHERE election = 'small' ORDER BY position`,
      );
      expect(rows).toEqual(
        areas.map(({ code, parent, level, name }) => ({ code, parent, level, name, leaf: level === 'precinct' })),
      );
      const { rows: sums } = await owner.query(
        `SELECT above.area, sum(registered)::int AS registered, count(*)::int AS feeds
           FROM electorate JOIN area_ancestor above
                ON above.election = electorate.election AND above.precinct = electorate.area
          WHERE electorate.election = 'small' AND channel = 'station' GROUP BY above.area`,
      );
      const district = (d: number) => ({
        area: `D${d}`,
        registered: tree[d]!.reduce((sum, n) => sum + n, 0),
        feeds: tree[d]!.length,
      });
      const land = { area: 'LAND', registered: tree.flat().reduce((sum, n) => sum + n, 0), feeds: tree.flat().length };
      expect(sums).toEqual(expect.arrayContaining([land, ...tree.map((_, d) => district(d))]));
      await resetRehearsal(db, 'small');
    }),
    { numRuns: 25 },
  );
});
