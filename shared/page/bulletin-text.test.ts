import { expect, it } from 'vitest';
import type { BulletinListing } from '../bulletin.ts';
import type { ElectionDescription } from '../election.ts';
import type { Snapshot } from '../snapshot.ts';
import { speechOf } from '../speech.ts';
import { msgIn, sayWith } from '../strings.ts';
import { bulletinSentence } from './bulletin-text.ts';

const speech = speechOf({ lang: 'en', strings: sayWith(msgIn(undefined), 'en') }, 'Europe/Bucharest');

/** The sentence of an hour of which one channel is counted, 30 of 100, or none. */
function said(asOf: string, isCounted: boolean): string {
  const count = { registered: 100, issued: 30, turnoutPct: 30 };
  return bulletinSentence(
    {
      description: { channels: [{ code: 'station', names: { en: 'Stations' } }] } as unknown as ElectionDescription,
      listing: { asOf } as BulletinListing,
      snapshot: isCounted ? ({ channels: { station: count }, total: count } as unknown as Snapshot) : null,
      reason: null,
      correctedBy: null,
      permalink: '',
    },
    speech,
  );
}

it('tells the two hours apart that the clock shows as one when it is put back, counted or not', () => {
  const [first, second] = ['2020-10-25T03:00:00+03:00', '2020-10-25T03:00:00+02:00'] as const;
  for (const isCounted of [true, false]) {
    expect(said(first, isCounted)).toContain('03:00 on 25 October 2020 (EEST)');
    expect(said(second, isCounted)).toContain('03:00 on 25 October 2020 (EET)');
  }
});
