import type { ReactiveControllerHost } from 'lit';
import { afterEach, expect, it, vi } from 'vitest';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { LiveController } from '../controllers/live-controller.ts';
import { Publication } from '../publication.ts';
import { ServerClock } from '../server-clock.ts';
import { BulletinsController } from './bulletins-controller.ts';

const MINUTE_MS = 60_000;

afterEach(() => vi.unstubAllGlobals());

it('reads the bulletins of a rehearsal begun anew, though a cache keeps those of before under their numbers', async () => {
  let run = 'first';
  let nowMs = 1_000;
  const asked: string[] = [];
  const kept = new Map<string, unknown>();
  vi.stubGlobal('fetch', async (path: string, { cache }: RequestInit) => {
    asked.push(path);
    const answer = path.endsWith('/bulletins/')
      ? { bulletins: [{ number: 1, sha256: `hash-${run}`, snapshot: 1 }] }
      : { number: 1, snapshot: { total: { issued: run === 'first' ? 100 : 7 } } };
    // What never changes is kept for good.
    if (cache !== 'default') return Response.json(answer);
    if (!kept.has(path)) kept.set(path, answer);
    return Response.json(kept.get(path));
  });
  const clock = new ServerClock();
  vi.spyOn(clock, 'monotonicMs').mockImplementation(() => nowMs);
  const host = { addController: () => {}, requestUpdate: () => {} } as unknown as ReactiveControllerHost;
  const live = { clock, publication: new Publication(clock), description: { id: 'land' }, announced: [] };
  const bulletins = new BulletinsController(host, live as unknown as LiveController);
  const issued = async () => {
    const before = bulletins.listings;
    bulletins.hostUpdate();
    await vi.waitUntil(() => bulletins.listings !== before);
    bulletins.want(bulletins.listings as readonly BulletinListing[]);
    await vi.waitUntil(() => bulletins.snapshots.has(`hash-${run}`));
    return [...bulletins.snapshots].map(([sha256, { total }]) => [sha256, total.issued]);
  };
  expect(await issued()).toEqual([['hash-first', 100]]);
  run = 'second';
  nowMs += 2 * MINUTE_MS;
  expect(await issued()).toEqual([['hash-second', 7]]);
  expect(asked.filter((path) => path.includes('.json'))).toEqual([
    '/api/v1/elections/land/bulletins/1.json?sha256=hash-first',
    '/api/v1/elections/land/bulletins/1.json?sha256=hash-second',
  ]);
});
