import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, SMALL, smallBulletin, smallSnapshot, smallStore } from '../../test/small-publication.ts';
import { type SmallServer, serveSmall } from '../../test/small-server.ts';
import type { PublishedStore } from '../published-store.ts';

const API = `/api/v1/elections/${SMALL}`;
let store: PublishedStore;
let server: SmallServer;

beforeAll(async () => {
  store = await smallStore(0);
  server = await serveSmall(store, { publicUrl: 'https://turnout.example' });
});
afterAll(() => server.close());

/** Texts between such tags, in order. */
const inTags = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'gu'))].map(([, text]) => text);

describe('a bulletin in words', () => {
  it('is not there before an hour was counted', async () => {
    expect((await server.get(`${API}/bulletin.txt`)).status).toBe(404);
    const feed = await server.get(`${API}/feed.atom`);
    // What an Atom feed must have even when it is empty.
    expect(inTags(feed.text, 'updated')).toEqual(['2026-05-03T08:00:00+03:00']);
  });

  it('says the hour with its zone, both channels, the total, the number and the address', async () => {
    for (const n of [1, 2, 3]) await store.addSnapshot(SMALL, bodyOf(smallSnapshot(n)));
    for (const n of [1, 2]) await store.addBulletin(SMALL, smallBulletin(n));
    const answer = await server.get(`${API}/bulletin.txt?lang=en`);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-language': 'en',
      'turnout-mode': 'rehearsal',
    });
    // Snapshot 2: online 20 of 1,000; stations 2 + 4 = 6 of 5,000; 26 of 6,000 is 0.43 %.
    expect(answer.text).toBe(
      [
        'REHEARSAL: these numbers are simulated and are no election result.',
        'At 15:00 on 3 May 2026 (Moscow Time), 20 ballots had been issued (Online), 2.00% of 1,000 registered; ' +
          '6 ballots had been issued (Stations), 0.12% of 5,000 registered; ' +
          '26 ballots had been issued (Total), 0.43% of 6,000 registered.',
        'A small election. Bulletin 2 (hourly).',
        `https://turnout.example/bulletin?election=${SMALL}&number=2`,
        '',
      ].join('\n'),
    );
  });

  it('speaks the language that is named, else the reader’s', async () => {
    const named = await server.get(`${API}/bulletins/1.txt?lang=ru`, { 'accept-language': 'en' });
    expect(named.text).toContain('На 14:00 3 мая 2026 г. (Москва), выдано 10 бюллетеней (Online), ');
    expect(named.headers.vary).toBe('Accept-Encoding');
    const own = await server.get(`${API}/bulletins/1.txt`, { 'accept-language': 'de, ru;q=0.8' });
    expect(own.text).toBe(named.text);
    expect(own.headers.vary).toBe('Accept-Encoding, Accept-Language');
  });

  it('says what corrects it, and what it corrects', async () => {
    await store.addBulletin(SMALL, smallBulletin(3, { kind: 'correction', hour: '2026-05-03T14', corrects: 1 }));
    const old = await server.get(`${API}/bulletins/1.txt?lang=en`);
    expect(old.text.split('\n')[1]).toBe('Do not use: corrected by bulletin 3.');
    const correction = await server.get(`${API}/bulletins/3.txt?lang=en`);
    expect(correction.text.split('\n')[1]).toBe('Corrects bulletin 1.');
  });

  it.each([
    ['json', `${API}/bulletins/3.json`],
    ['csv', `${API}/bulletins/3.csv`],
    ['xlsx', `${API}/bulletins/3.xlsx`],
    ['txt', `${API}/bulletins/3.txt`],
    ['html', `/bulletin?election=${SMALL}&number=3`],
  ])('an hour leads to its newest bulletin as %s', async (form, location) => {
    const answer = await server.get(`${API}/hours/2026-05-03T14.${form}`);
    expect([answer.status, answer.headers.location]).toEqual([302, location]);
  });

  it.each([
    ['txt', `${API}/bulletins/3.txt?lang=ru`],
    ['html', `/bulletin?election=${SMALL}&number=3&lang=ru`],
    ['json', `${API}/bulletins/3.json`],
  ])('an hour’s %s leads on in the language that was named, where it is in words', async (form, location) => {
    expect((await server.get(`${API}/hours/2026-05-03T14.${form}?lang=ru`)).headers.location).toBe(location);
  });
});

describe('the feed', () => {
  it('has an entry for each bulletin, the newest first, with ids that never change', async () => {
    const feed = await server.get(`${API}/feed.atom?lang=en`);
    expect(feed.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(inTags(feed.text, 'title')).toEqual([
      'REHEARSAL · Turnout bulletins: A small election',
      'REHEARSAL · Bulletin 3 (correction) · 3 May 2026, 16:00 · 0.65%',
      'REHEARSAL · Bulletin 2 (hourly) · 3 May 2026, 15:00 · 0.43%',
      'REHEARSAL · Bulletin 1 (hourly) · 3 May 2026, 14:00 · 0.22%',
    ]);
    expect(feed.text).toContain(
      `<link rel="self" type="application/atom+xml" href="https://turnout.example${API}/feed.atom?lang=en"/>`,
    );
    const ids = inTags(feed.text, 'id');
    expect(new Set(ids).size).toBe(4);
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
    const again = await server.get(`${API}/feed.atom?lang=ru`);
    expect(inTags(again.text, 'id')).toEqual(ids);
    const etag = String(feed.headers.etag);
    expect((await server.get(`${API}/feed.atom?lang=en`, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is brought up to date by a correction of an hour long past, and keeps the newest fifty', async () => {
    for (let n = 4; n <= 60; n += 1) {
      const { listing, body, csv } = smallBulletin(3, {
        kind: 'hourly',
        hour: `2026-05-04T${String(n % 24).padStart(2, '0')}`,
      });
      const asOf = new Date(Date.parse('2026-05-03T17:00:00+03:00') + (n - 4) * 3_600_000).toISOString();
      await store.addBulletin(SMALL, { body, csv, listing: { ...listing, number: n, asOf } });
    }
    const { listing, body, csv } = smallBulletin(1, { kind: 'correction', corrects: 1 });
    await store.addBulletin(SMALL, { body, csv, listing: { ...listing, number: 61 } });
    const { text } = await server.get(`${API}/feed.atom?lang=en`);
    const updated = inTags(text, 'updated').map((instant) => Date.parse(instant!));
    expect(updated).toHaveLength(51);
    // Of the feed, then of the entries: the correction is no older than what came before it.
    expect(updated[0]).toBe(updated[1]);
    expect(updated.slice(1)).toEqual(updated.slice(1).toSorted((a, b) => b - a));
    expect(updated[0]).toBe(Date.parse('2026-05-03T17:00:00+03:00') + 56 * 3_600_000);
  });
});
