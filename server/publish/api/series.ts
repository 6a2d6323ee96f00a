import { isAtOrAbove } from '../../../shared/levels.ts';
import type { Series } from '../../../shared/snapshot.ts';
import { badParameter, modeHeader, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import { parseStep, steppedInstants, stepText } from '../instants.ts';
import { CSV_TYPE, encode, JSON_TYPE } from '../representation.ts';
import { composeSeries, occurredCurves, seriesCsv, stateAt } from '../series.ts';
import { untilNext } from './elections.ts';
import { type ApiRequest, type ApiRoute, type Read, readElection, readInstant, readText } from './request.ts';
import { fileName } from './snapshot-forms.ts';

/** Points of the finest series that is chosen for who names no step. */
const CHOSEN_POINTS = 400;
/** Points of one answer; a week has 10,080 minutes. */
const MOST_POINTS = 11_000;
const STEPS_MINUTES = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440];
const MINUTE_MS = 60_000;

interface SeriesWish {
  readonly by: Series['by'];
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMinutes: number;
}

function series(form: 'json' | 'csv'): ApiRoute['answer'] {
  return async (request) => {
    const election = readElection(request);
    if (!election.ok) return election.answer;
    const publication = election.value;
    const area = publication.areas.tree.find((one) => one.code === request.params.area);
    if (area === undefined)
      return problem('unknown-area', `No area ${JSON.stringify(request.params.area)} is published.`);
    const { levels, displayLevel, mode, id } = publication.description;
    if (!isAtOrAbove(levels, area.level, displayLevel)) {
      return problem('level-not-kept', `Curves are kept down to ${displayLevel}.`);
    }
    const by = readText(request, 'by');
    if (!by.ok) return by.answer;
    if (by.value !== undefined && by.value !== 'known' && by.value !== 'occurred') {
      return badParameter('by', 'by is known or occurred.');
    }
    const times = timesOf(publication, by.value ?? 'known');
    const wish = readWish(request, by.value ?? 'known', times);
    if (!wish.ok) return wish.answer;
    const { fromMs, toMs, stepMinutes } = wish.value;
    const state = `${publication.snapshots.entries.length}.${publication.version}`;
    const key = `series/${state}/${area.code}/${wish.value.by}/${fromMs}/${toMs}/${stepMinutes}.${form}`;
    const representation = await publication.made.get(key, () => {
      const made = makeSeries(publication, area.code, wish.value, times);
      return form === 'json' ? encode(JSON.stringify(made), JSON_TYPE) : encode(seriesCsv(made), CSV_TYPE);
    });
    return {
      kind: 'body',
      representation,
      cacheControl: untilNext(publication),
      headers: {
        ...modeHeader(publication.description),
        ...(form === 'csv' ? fileName(`${id}-${area.code}-${wish.value.by}-${mode}.csv`) : {}),
      },
    };
  };
}

/** Finer than a pixel of any curve over a week. */
const CURVE_STEP_MINUTES = 10;

/** An area's whole curve up to an instant as the pages draw it; `null` where nothing is kept of it. */
export function curveSeries(
  publication: ElectionPublication,
  area: string,
  by: Series['by'],
  toMs: number,
): Series | null {
  const times = timesOf(publication, by);
  const [fromMs, lastMs] = [times[0], times.at(-1)];
  if (fromMs === undefined || lastMs === undefined) return null;
  const stepMinutes = by === 'known' ? CURVE_STEP_MINUTES : Math.max(CURVE_STEP_MINUTES, finestStep(times));
  return makeSeries(publication, area, { by, fromMs, toMs: Math.min(toMs, lastMs), stepMinutes }, times);
}

/** The instants at which the state of an area is kept, in ms since the epoch. */
function timesOf(publication: ElectionPublication, by: Series['by']): readonly number[] {
  return by === 'known'
    ? publication.snapshots.entries.map((entry) => entry.asOfMs)
    : (publication.occurred?.at ?? []).map((at) => Date.parse(at));
}

function readWish(request: ApiRequest, by: Series['by'], times: readonly number[]): Read<SeriesWish> {
  const from = readInstant(request, 'from');
  if (!from.ok) return from;
  const to = readInstant(request, 'to');
  if (!to.ok) return to;
  const step = readText(request, 'step');
  if (!step.ok) return step;
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const fromMs = Math.max(from.value ?? first, first);
  const toMs = Math.min(to.value ?? last, last);
  if (from.value !== undefined && to.value !== undefined && to.value < from.value) {
    return { ok: false, answer: badParameter('to', 'to is before from.') };
  }
  const finest = by === 'known' ? 1 : finestStep(times);
  const points = (minutes: number) => (toMs - fromMs) / (minutes * MINUTE_MS);
  if (step.value === undefined) {
    const chosen = STEPS_MINUTES.find((minutes) => minutes >= finest && points(minutes) <= CHOSEN_POINTS);
    return { ok: true, value: { by, fromMs, toMs, stepMinutes: chosen ?? 1_440 } };
  }
  const stepMinutes = parseStep(step.value);
  if (stepMinutes === null) {
    return { ok: false, answer: badParameter('step', 'step is PTnM, PTnH or P1D, a whole part of a day.') };
  }
  if (stepMinutes < finest) {
    return { ok: false, answer: badParameter('step', `by=${by} is kept every ${stepText(finest)}.`) };
  }
  if (points(stepMinutes) > MOST_POINTS) {
    return {
      ok: false,
      answer: badParameter('step', `More than ${MOST_POINTS} points: take a longer step or less time.`),
    };
  }
  return { ok: true, value: { by, fromMs, toMs, stepMinutes } };
}

/** The smallest distance between neighbours, in minutes that divide the day. */
function finestStep(times: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  times.forEach((ms, i) => {
    if (i > 0) least = Math.min(least, ms - times[i - 1]!);
  });
  return STEPS_MINUTES.findLast((minutes) => minutes * MINUTE_MS <= least) ?? 1;
}

function makeSeries(
  publication: ElectionPublication,
  area: string,
  wish: SeriesWish,
  times: readonly number[],
): Series {
  const { id, mode, timezone, channels } = publication.description;
  const instants = times.length === 0 ? [] : steppedInstants(wish.fromMs, wish.toMs, wish.stepMinutes, timezone);
  const { occurred, areas, known } = publication;
  const curves =
    wish.by === 'known' ? known.curves(area) : occurred === null ? {} : occurredCurves(occurred, areas.tree, area);
  return composeSeries({
    heading: {
      election: id,
      mode,
      area,
      by: wish.by,
      step: stepText(wish.stepMinutes),
      countedFrom: publication.snapshots.entries[0]?.asOf ?? null,
    },
    channels: channels.map((channel) => channel.code),
    instants,
    states: stateAt(instants, times),
    curves: curves ?? {},
  });
}

export const seriesRoutes: readonly ApiRoute[] = [
  { path: '/elections/{election}/areas/{area}/series.json', answer: series('json') },
  { path: '/elections/{election}/areas/{area}/series.csv', answer: series('csv') },
];
