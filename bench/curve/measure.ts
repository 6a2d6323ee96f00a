import type { Curve } from '../../shared/curve.ts';
import { type BenchPage, heapAfterGc, openBenchPage } from '../bench-page.ts';
import { holdTo, type Measure } from '../measure.ts';
import { median, spread, table } from '../table.ts';
import type { Took } from '../two-frames.ts';
import { LINES, POINTS } from './day-curves.ts';
import type { Drawer } from './page.ts';
import { wallCurves } from './wall-curves.ts';

const VIEWPORT = { width: 1240, height: 1240 };
const DRAWERS: readonly Drawer[] = ['turnout-curve', 'uPlot', 'square'];
/** Of update and paint, over uPlot's. */
const GOAL = 1.5;

interface Case {
  readonly name: string;
  /** Or how many `dayCurves`. */
  readonly curves: readonly Curve[] | number;
  readonly lines: string;
  readonly updates: number;
}

export const curve: Measure = {
  says: `the wall's curve, update and paint, beside uPlot with the same series on the same page (goal: at most ${GOAL} times)`,
  async run() {
    const wall = await wallCurves();
    const cases: Case[] = [
      { name: "the wall's curve", lines: linesOf(wall), curves: wall, updates: 300 },
      { name: 'a day of minutes', lines: `${LINES} lines of ${POINTS} points`, curves: 8, updates: 60 },
    ];
    const bench = await openBenchPage('curve');
    try {
      for (const each of cases) {
        const { told, ratio } = await compare(bench, each);
        console.log(`${told}\n`);
        holdTo(ratio <= GOAL, `${each.name}: ${ratio.toFixed(2)} times uPlot's, over ${GOAL}`);
      }
    } finally {
      await bench.close();
    }
  },
};

async function compare(bench: BenchPage, { name, lines, curves, updates }: Case) {
  const took = await interleaved(bench, curves, updates);
  const [ours, theirs, floor] = DRAWERS.map((drawer) => (took.get(drawer) ?? []).map(({ paintMs }) => paintMs));
  const alone = new Map<Drawer, { first: Took; heap: number }>();
  for (const drawer of DRAWERS) alone.set(drawer, await byItself(bench, curves, drawer, updates));
  const empty = alone.get('square')?.heap ?? 0;
  const rows = DRAWERS.map((drawer) => {
    const all = took.get(drawer) ?? [];
    const { first, heap } = alone.get(drawer) ?? { first: { paintMs: Number.NaN }, heap: Number.NaN };
    return [
      drawer === 'square' ? 'two frames alone' : drawer,
      spread(all.map(({ scriptMs }) => scriptMs)),
      spread(all.map(({ paintMs }) => paintMs)),
      first.paintMs.toFixed(0),
      drawer === 'square' ? '—' : ((heap - empty) / 1e6).toFixed(1),
    ];
  });
  const [mine = Number.NaN, other = Number.NaN, two = Number.NaN] = [ours, theirs, floor].map((all) =>
    median(all ?? []),
  );
  const told = [
    `${name}: ${lines}, 1200 × 600, ${updates} updates each, in turn`,
    '',
    table(['', 'script, ms', 'update + paint, ms', 'first paint, ms', 'heap after gc, MB'], rows),
    '',
    `update + paint, median: ${(mine / other).toFixed(2)} times uPlot's; less the two frames alone ${((mine - two) / (other - two)).toFixed(2)} times`,
  ].join('\n');
  return { told, ratio: mine / other };
}

/** How many lines, and how many points the longest has. */
function linesOf(curves: readonly Curve[]): string {
  const points = curves.at(-1)?.lines.map(({ occurred, known }) => occurred.length + known.length) ?? [];
  return `${points.length} lines of up to ${Math.max(...points)} points`;
}

/** Both on one page, one update of each in turn. */
async function interleaved(bench: BenchPage, curves: Case['curves'], updates: number): Promise<Map<Drawer, Took[]>> {
  const { page } = await bench.open(VIEWPORT);
  await page.evaluate((given) => window.bench.prepare(given), curves);
  for (const drawer of DRAWERS) await page.evaluate((name) => window.bench.make(name), drawer);
  const rounds = await page.evaluate(
    async ({ drawers, count }) => {
      const all: [Drawer, Took][] = [];
      for (let i = 0; i < count; i++)
        for (const drawer of drawers) all.push([drawer, await window.bench.update(drawer)]);
      return all;
    },
    { drawers: DRAWERS, count: updates },
  );
  await page.context().close();
  const took = new Map<Drawer, Took[]>(DRAWERS.map((drawer) => [drawer, []]));
  for (const [drawer, each] of rounds) took.get(drawer)?.push(each);
  return took;
}

/** On a page of its own: its first paint, and the heap after its updates. */
async function byItself(bench: BenchPage, curves: Case['curves'], drawer: Drawer, updates: number) {
  const { page, devtools } = await bench.open(VIEWPORT);
  await page.evaluate((given) => window.bench.prepare(given), curves);
  const first = await page.evaluate((name) => window.bench.make(name), drawer);
  await page.evaluate(
    async ({ name, count }) => {
      for (let i = 0; i < count; i++) await window.bench.update(name);
    },
    { name: drawer, count: updates },
  );
  const heap = await heapAfterGc(devtools);
  await page.context().close();
  return { first, heap };
}
