import { describe, expect, it } from 'vitest';
import type { District } from './districts.ts';
import type { ElectionDescription } from './election.ts';
import { coverageText, headline, spokenText, strongestText, uncountedText } from './sentences.ts';
import type { Coverage, Snapshot } from './snapshot.ts';
import { type Speech, speechOf } from './speech.ts';
import { templates as russian } from './strings/locales/ru.ts';
import { msgIn, sayWith } from './strings.ts';

/** How a screen of that language speaks, in the zone of the small election. */
function speak(lang: 'en' | 'ru'): Speech {
  const words = sayWith(msgIn(lang === 'ru' ? russian : undefined), lang);
  return speechOf({ lang, strings: words }, 'Europe/Moscow');
}

const EN = speak('en');
const RU = speak('ru');
/** Texts as they read, without the spaces that keep a number with its sign. */
const read = (text: string | null) => text?.replaceAll(/[\u00a0\u202f]/gu, ' ');

const description = {
  opensAt: '2026-05-03T08:00:00+03:00',
  closesAt: '2026-05-03T20:00:00+03:00',
} as ElectionDescription;

function snapshot(change: Partial<Snapshot>): Snapshot {
  return {
    asOf: '2026-05-03T14:00:00+03:00',
    status: 'provisional',
    // 2,469 of 6,000 are 41.15 %.
    total: { registered: 6000, issued: 2469, turnoutPct: 41.15 },
    ...change,
  } as Snapshot;
}

function district(name: string, registered: number, issued: number, turnoutPct: number | null): District {
  const names = { en: name };
  return {
    code: name,
    label: name,
    names,
    registered,
    issued,
    turnoutPct,
    earlierPct: null,
    tile: null,
    disputed: false,
  };
}

describe('the headline', () => {
  it.each([
    ['before' as const, 'Voting opens on 3 May at 08:00'],
    ['provisional' as const, 'By 14:00 on 3 May, 41.15% of registered voters had been issued a ballot'],
    ['final' as const, '41.15% of registered voters were issued a ballot'],
  ])('states the finding while the count is %s', (status, text) => {
    expect(read(headline(snapshot({ status }), description, EN))).toBe(text);
  });

  it('states it in Russian too', () => {
    expect(read(headline(snapshot({}), description, RU))).toBe(
      'К 14:00 3 мая бюллетени получили 41,15 % избирателей из списков',
    );
  });
});

describe('coverage', () => {
  const coverage = (change: Partial<Coverage>): Coverage => ({
    feeds: 4,
    reported: 3,
    registeredReported: 4500,
    oldestAsOf: '2026-05-03T11:30:00+03:00',
    lastHeardAt: null,
    silentSources: 0,
    ...change,
  });

  it('tells how much of the register has been heard, and how old the oldest count is', () => {
    // 4,500 of 6,000 registered are 75 %.
    expect(read(coverageText(coverage({}), 6000, EN))).toBe(
      '3 of 4 precinct counts heard, with 75.00% of the register, oldest from 3 May, 11:30.',
    );
  });

  it('tells that all are in, and no time where nothing has one', () => {
    expect(read(coverageText(coverage({ reported: 4, oldestAsOf: null }), 6000, EN))).toBe(
      'All 4 precinct counts are in.',
    );
  });

  it('is not complete where nothing is expected', () => {
    expect(
      read(coverageText(coverage({ feeds: 0, reported: 0, registeredReported: 0, oldestAsOf: null }), 6000, EN)),
    ).toMatch(/^0 of 0 precinct counts heard/u);
  });
});

describe('highest and lowest', () => {
  const north = district('North (upper)', 2000, 1200, 60);
  const south = district('South', 3000, 1200, 40);

  it('are named without what stands in brackets', () => {
    expect(strongestText([south, north], EN)).toBe('Highest: North; lowest: South');
  });

  it('leave out who has no register, and who has sent nothing yet: neither is the lowest', () => {
    const silent = district('Silent', 1000, 0, 0);
    const abroad = district('Abroad', 0, 69, null);
    expect(strongestText([silent, south, abroad, north], EN)).toBe('Highest: North; lowest: South');
  });

  it('are not told of one district, nor of two alike', () => {
    expect(strongestText([north], EN)).toBeNull();
    expect(strongestText([north, district('West', 10, 6, 60)], EN)).toBeNull();
    expect(strongestText([], EN)).toBeNull();
  });
});

describe('districts that have sent nothing', () => {
  const silent = (n: number) => Array.from({ length: n }, (_, i) => district(`D${i + 1}`, 100, 0, 0));

  it.each([
    [1, 'Nothing counted yet in D1.'],
    [3, 'Nothing counted yet in D1, D2 and D3.'],
    [5, 'Nothing counted yet in D1, D2, D3 and 2 more.'],
  ])('are named, past three only counted: %i', (n, text) => {
    expect(uncountedText(silent(n), snapshot({}), EN)).toBe(text);
  });

  it('are no news before the opening, nor where each was heard', () => {
    expect(uncountedText(silent(2), snapshot({ status: 'before' }), EN)).toBeNull();
    expect(uncountedText([district('North', 10, 1, 10)], snapshot({}), EN)).toBeNull();
  });
});

it.each(['en', 'ru'] as const)(
  'what is read out is one sentence under 160 characters, however large the country: %s',
  (lang) => {
    const total = { registered: 970_000_000, issued: 969_999_999, turnoutPct: 99.99 };
    const spoken = spokenText(snapshot({ total }), speak(lang));
    expect(spoken.length).toBeLessThan(160);
    expect(spoken.match(/[.!?](?=\s|$)/gu)).toHaveLength(1);
    expect(read(spoken)).toMatch(/^(At|На) 14:00: /u);
  },
);
