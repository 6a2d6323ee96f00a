import { openBenchPage } from '../bench-page.ts';
import type { Measure } from '../measure.ts';
import { spread, table } from '../table.ts';
import type { Took } from '../two-frames.ts';
import { DISTRICTS } from './land.ts';
import type { View } from './page.ts';

const VIEWS: readonly View[] = ['tile-grid', 'district-spread', 'change-map', 'square'];
const ROUNDS = 5;
const UPDATES = 20;

const SIZE = DISTRICTS.toLocaleString('en');

export const districts: Measure = {
  says: `the wall's tiles and map at ${SIZE} districts: from a snapshot that was read to its paint`,
  async run() {
    const bench = await openBenchPage('districts');
    try {
      const { page } = await bench.open({ width: 1600, height: 1000 });
      const first = new Map<View, number[]>(VIEWS.map((view) => [view, []]));
      const updates = new Map<View, Took[]>(VIEWS.map((view) => [view, []]));
      for (let round = 0; round < ROUNDS; round++) {
        for (const view of VIEWS) {
          const { made, took } = await page.evaluate(
            async ({ name, count }) => {
              const made = await window.districtsBench.make(name);
              const took: Took[] = [];
              for (let i = 0; i < count; i++) took.push(await window.districtsBench.update());
              return { made, took };
            },
            { name: view, count: UPDATES },
          );
          first.get(view)?.push(made.paintMs);
          updates.get(view)?.push(...took);
        }
      }
      const rows = VIEWS.map((view) => {
        const all = updates.get(view) ?? [];
        return [
          view === 'square' ? 'two frames alone' : view,
          spread(all.map(({ scriptMs }) => scriptMs)),
          spread(all.map(({ paintMs }) => paintMs)),
          spread(first.get(view) ?? []),
        ];
      });
      console.log(`${SIZE} districts, 1600 × 1000, ${ROUNDS} rounds of ${UPDATES} updates each, in turn\n`);
      console.log(table(['', 'script, ms', 'update + paint, ms', 'first paint, ms'], rows));
    } finally {
      await bench.close();
    }
  },
};
