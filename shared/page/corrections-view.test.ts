import { describe, expect, it } from 'vitest';
import type { Areas } from '../area.ts';
import type { ElectionDescription } from '../election.ts';
import { element, type Markup } from '../markup.ts';
import type { Correction, Snapshot } from '../snapshot.ts';
import { speechOf } from '../speech.ts';
import { msgIn, sayWith } from '../strings.ts';
import { correctionsView } from './corrections-view.ts';
import type { PageParts } from './page-parts.ts';

const speech = speechOf({ lang: 'en', strings: sayWith(msgIn(undefined), 'en') }, 'Europe/Moscow');
const [TEN, NOON] = ['2020-06-29T10:00:00+03:00', '2020-06-29T12:00:00+03:00'];

function corrected(change: Partial<Correction> = {}): Correction {
  return {
    area: 'NORTH',
    channel: 'station',
    source: 'commissions',
    seq: 3,
    corrects: 1,
    asOf: TEN,
    oldIssued: 150,
    newIssued: 150,
    occurred: { area: 'NORTH', asOf: TEN, oldIssued: 90, newIssued: 9 },
    reason: 'a nought too many',
    ...change,
  };
}

const textOf = (node: Markup | string): string =>
  typeof node === 'string' ? node : node.children.map(textOf).join('');

/** Each correction as the page says it, at noon. */
function said(corrections: readonly Correction[], channels: readonly string[] = ['station']): string[] {
  const parts = {
    description: { id: 'small', channels: channels.map((code) => ({ code, names: { en: `By ${code}` } })) },
    areas: { areas: [{ code: 'NORTH', names: { en: 'North' } }] },
    snapshot: { asOf: NOON, corrections },
    speech,
  } as unknown as PageParts & { description: ElectionDescription; areas: Areas; snapshot: Snapshot };
  const { children } = element('div', {}, correctionsView(parts));
  const list = children.flatMap((child) => (typeof child === 'string' ? [] : child.children)).at(-1);
  return list === undefined || typeof list === 'string' ? [] : list.children.map(textOf);
}

describe('what was corrected in a count', () => {
  it('is told as of the hour it corrects, where nothing of the present changes', () => {
    expect(said([corrected()])).toEqual(['North · 29 June, 10:00: 90 → 9 · a nought too many']);
  });

  it('is told as of now as well, where that changes otherwise', () => {
    const change = { oldIssued: 1150, newIssued: 1155, reason: null };
    expect(said([corrected(change)], ['online', 'station'])).toEqual([
      'North · 29 June, 10:00: 90 → 9 · 29 June, 12:00: 1,150 → 1,155 · By station',
    ]);
  });

  it('is told once, where both are the same', () => {
    expect(said([corrected({ oldIssued: 90, newIssued: 9 })])).toEqual([
      'North · 29 June, 10:00: 90 → 9 · a nought too many',
    ]);
  });

  it('is told as of now, where an earlier release has counted it', () => {
    const { occurred: _, ...former } = corrected({ area: 'SOUTH', oldIssued: 170, newIssued: 125 });
    expect(said([former])).toEqual(['SOUTH · 29 June, 12:00: 170 → 125 · a nought too many']);
  });

  it('is nothing where nothing was, and at most five and how many more', () => {
    expect(said([])).toEqual([]);
    const many = said(Array.from({ length: 7 }, () => corrected()));
    expect(many.slice(4)).toEqual(['North · 29 June, 10:00: 90 → 9 · a nought too many', '2 more']);
  });
});
