import { beforeAll, describe, expect, it } from 'vitest';
import { turnoutPct } from '../../shared/turnout.ts';
import { loadElection, readElectionPackage } from '../election-package/election-package.ts';
import { freshDatabase } from '../test/test-database.ts';
import type { PublishedFigure } from './published-figures.ts';
import { readRehearsedElection } from './read-rehearsed-election.ts';
import { type RehearsedElection, registeredAt } from './rehearsed-election.ts';
import { seriesOf } from './replay.ts';
import { issuedByPrecinct, type SentSeries } from './sent-series.ts';

let election: RehearsedElection;
let series: SentSeries[];

beforeAll(async () => {
  const database = await freshDatabase();
  const read = await readElectionPackage(new URL('../../elections/ru-2020', import.meta.url).pathname);
  if (!read.ok) throw new Error(JSON.stringify(read.problems.slice(0, 5)));
  await loadElection(database, read.package);
  election = await readRehearsedElection(database, 'ru-2020');
  const started = performance.now();
  series = seriesOf(election);
  console.log(`made in ${Math.round(performance.now() - started)} ms`);
});

/** What the rehearsal shows for an area at an instant. */
function shown(area: string, channel: string, atMs: number): { issued: number; registered: number } {
  let issued = 0;
  let registered = 0;
  for (const sent of series) {
    if (channel !== 'all' && sent.channel !== channel) continue;
    const counts = issuedByPrecinct(sent, [atMs])[0]!;
    for (const [index, precinct] of election.precincts.get(sent.channel)!.entries()) {
      if (!precinct.within.has(area)) continue;
      issued += counts[index]!;
      registered += registeredAt(precinct, atMs);
    }
  }
  return { issued, registered };
}

interface Compared {
  readonly figure: PublishedFigure;
  readonly shown: number;
  readonly difference: number;
  readonly met: boolean;
}

/** A figure beside what the rehearsal shows at its instant, or anywhere in its window where it is one channel's own. */
function compare(figure: PublishedFigure): Compared {
  const at = shown(figure.area, figure.channel, figure.atMs);
  if (figure.measure === 'issued') {
    const difference = at.issued - figure.value;
    if (figure.status === 'minimum') return { figure, shown: at.issued, difference, met: difference >= 0 };
    const from = shown(figure.area, figure.channel, figure.fromMs).issued;
    const inWindow =
      figure.status === 'window' && figure.channel === 'online' && from <= figure.value && difference >= 0;
    return { figure, shown: at.issued, difference, met: difference === 0 || inWindow };
  }
  const denominator = figure.denominator ?? at.registered;
  const pct = (100 * at.issued) / denominator;
  const rounded = Number(pct.toFixed(figure.decimals));
  const from = (100 * shown(figure.area, figure.channel, figure.fromMs).issued) / denominator;
  const inWindow = figure.channel === 'online' && from <= figure.value && pct >= figure.value;
  return { figure, shown: pct, difference: pct - figure.value, met: rounded === figure.value || inWindow };
}

describe('every figure published in the week of June 2020, beside what the rehearsal shows', () => {
  it('counts are met exactly, percentages to their rounding', () => {
    const figures = election
      .figures('counts.csv')
      .filter(
        (figure) =>
          figure.measure !== 'cast' && !election.precincts.get('station')!.some((p) => p.code === figure.area),
      );
    const compared = figures.map(compare);
    console.table(
      compared.map(({ figure, shown: there, difference, met }) => ({
        at: new Date(figure.atMs).toISOString().slice(5, 16),
        area: figure.area,
        channel: figure.channel,
        status: figure.status,
        published: figure.value,
        shown: Number(there.toFixed(3)),
        difference: Number(difference.toFixed(3)),
        met,
      })),
    );
    expect(compared.filter(({ met }) => !met)).toEqual([]);
    expect(turnoutPct(1, 2)).toBe(50);
  });
});
