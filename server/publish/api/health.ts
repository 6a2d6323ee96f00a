import { dataAgeMs, freshness } from '../../../shared/freshness.ts';
import { type Answer, NO_STORE } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import { JSON_TYPE, plain } from '../representation.ts';
import type { ApiRoute } from './request.ts';

function ageOf({ id, snapshots, bulletins }: ElectionPublication, nowMs: number) {
  const { latest } = snapshots;
  // Told loudly, and yet no reason to take the copy out of service: every other copy holds the same hours.
  const recountDiffers = bulletins.listings.filter(({ recount }) => recount === 'differs').map(({ hour }) => hour);
  const nothing = { number: null, ageSeconds: null, freshness: null, fresh: false };
  if (latest === null) return { election: id, ...nothing, recountDiffers };
  const { takenAt, intervalMs, nextAt, status } = latest.snapshot;
  const age = { takenAtMs: Date.parse(takenAt), serverNowMs: nowMs };
  // A clock that was told to stop is not late.
  const state = nextAt === null ? 'final' : freshness({ ...age, intervalMs, sinceAnswerMs: 0, past: false, status });
  return {
    election: id,
    number: latest.number,
    ageSeconds: Math.round(dataAgeMs(age) / 1000),
    freshness: state,
    fresh: state !== 'stale',
    recountDiffers,
  };
}

function json(value: unknown, status: number): Answer {
  return { kind: 'body', representation: plain(JSON.stringify(value), JSON_TYPE), cacheControl: NO_STORE, status };
}

/** Whether the process answers; whether it counts, or follows who does, and every election is fresh. */
export const healthRoutes: readonly ApiRoute[] = [
  { path: '/healthz', answer: () => json({ status: 'alive' }, 200) },
  {
    path: '/readyz',
    answer: ({ store }) => {
      const { database, counting, logs } = store.health;
      const elections = store.elections.map((publication) => ageOf(publication, Date.now()));
      const ready = database === 'connected' && counting !== 'failing' && elections.every((one) => one.fresh);
      // All told, and no reason to send nobody here: whoever watches a log could then end its publishing.
      const contradicted = store.elections.flatMap(({ id, log }) =>
        (log.summary?.witnesses ?? []).flatMap(({ name, standing }) =>
          standing === 'contradicting' ? { election: id, witness: name } : [],
        ),
      );
      const withheld = store.elections.flatMap(({ id, bulletins }) =>
        bulletins.listings.flatMap((one) => (bulletins.isWithheld(one) ? { election: id, hour: one.hour } : [])),
      );
      const notes = {
        ...(contradicted.length === 0 ? {} : { logContradictedBy: contradicted }),
        ...(withheld.length === 0 ? {} : { withheld }),
        ...(logs === 'failing' ? { logs } : {}),
      };
      return json({ ready, database, counting, elections, ...notes }, ready ? 200 : 503);
    },
  },
];
