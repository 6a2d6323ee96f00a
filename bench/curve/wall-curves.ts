import { setTimeout as sleep } from 'node:timers/promises';
import { rehearse } from '../../client/look/program.ts';
import type { Areas } from '../../shared/area.ts';
import { type Curve, curveOf } from '../../shared/curve.ts';
import { rootOf } from '../../shared/districts.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Series, Snapshot } from '../../shared/snapshot.ts';

const ASK_EVERY_MS = 500;
const ASK_AT_MOST = 120;
const API = '/api/v1/elections/ru-2020';

/**
 * The wall's curve on the last evening of the vote of 2020, each minute from 19:58 to 20:30: what the program counted on the
 * real package, put together as the wall does it.
 */
export async function wallCurves(): Promise<Curve[]> {
  const program = await rehearse(process.cwd(), {
    election: 'ru-2020',
    from: '2020-07-01T19:58:00+03:00',
    at: '2020-07-01T20:30:00+03:00',
  });
  const get = async <T>(path: string): Promise<T> => {
    let response = await fetch(`${program.url}${API}${path}`);
    // It answers before it has read all that was published before it was started again.
    for (let asked = 1; !response.ok && asked < ASK_AT_MOST; asked++) {
      await sleep(ASK_EVERY_MS);
      response = await fetch(`${program.url}${API}${path}`);
    }
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  try {
    const description = await get<ElectionDescription>('');
    const root = rootOf(await get<Areas>('/areas.json'))?.code ?? '';
    const { number: last } = await get<Snapshot>('/now.json');
    const numbers = Array.from({ length: last }, (_, i) => i + 1);
    const snapshots = await Promise.all(numbers.map((n) => get<Snapshot>(`/snapshots/${n}.json`)));
    const known = await get<Series>(`/areas/${root}/series.json?by=known&step=PT10M`);
    const range = `from=${encodeURIComponent(description.opensAt)}&to=${encodeURIComponent(known.countedFrom ?? '')}`;
    const occurred = await get<Series>(`/areas/${root}/series.json?by=occurred&step=PT10M&${range}`);
    return snapshots.map((snapshot, i) =>
      curveOf({ description, root, occurred, known: null, recent: snapshots.slice(0, i), snapshot }),
    );
  } finally {
    await program.end();
  }
}
