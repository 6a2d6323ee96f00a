import { writeFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { bodyOf, SMALL, sha256, smallSnapshot, smallStore, temporaryDirectory } from '../../test/small-publication.ts';
import { SECRET, type SmallServer, serveSmall } from '../../test/small-server.ts';

const ELECTION = `/api/v1/elections/${SMALL}`;
const COUNT = 80;
let server: SmallServer;

beforeAll(async () => {
  const store = await smallStore(COUNT);
  await store.addDepth(SMALL, 60, [
    {
      revision: 'r1',
      level: 'precinct',
      codes: ['N1', 'S1'],
      registered: [3_000, 3_000],
      issued: [660, 120],
      byChannel: { station: { registered: [3_000, 3_000], issued: [660, 120] } },
    },
  ]);
  server = await serveSmall(store);
});
afterAll(() => server.close());

describe('a snapshot over HTTP', () => {
  // 80 is the latest, 70 among the newest 64 in memory, 3 only on disk.
  test.each([
    ['now.json', COUNT],
    ['snapshots/70.json', 70],
    ['snapshots/3.json', 3],
  ] as const)('%s has the exact bytes, in every encoding, and says its SHA-256', async (path, number) => {
    const { body } = bodyOf(smallSnapshot(number));
    const plain = await server.get(`${ELECTION}/${path}`);
    expect(plain.status).toBe(200);
    expect(plain.text).toBe(body);
    expect(plain.headers.etag).toBe(`"${sha256(body)}"`);
    expect(plain.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('Accept-Encoding');
    expect(plain.headers['turnout-mode']).toBe('rehearsal');
    expect(plain.headers['access-control-allow-origin']).toBe('*');
    expect(plain.headers['x-powered-by']).toBeUndefined();
    const br = await server.get(`${ELECTION}/${path}`, { 'accept-encoding': 'gzip, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.bytes).toString()).toBe(body);
    const gzip = await server.get(`${ELECTION}/${path}`, { 'accept-encoding': 'gzip;q=1, br;q=0.1' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.bytes).toString()).toBe(body);
    expect(new Set([plain.headers.etag, br.headers.etag, gzip.headers.etag]).size).toBe(3);
  });

  test('is 304 for who has it, in whichever encoding', async () => {
    const first = await server.get(`${ELECTION}/now.json`, { 'accept-encoding': 'br' });
    for (const held of [first.headers.etag!, `W/${first.headers.etag}`, `"other", ${first.headers.etag}`, '*']) {
      const again = await server.get(`${ELECTION}/now.json`, { 'accept-encoding': 'br', 'if-none-match': held });
      expect(again.status).toBe(304);
      expect(again.bytes).toHaveLength(0);
      expect(again.headers.etag).toBe(first.headers.etag);
      expect(again.headers['cache-control']).toBe(first.headers['cache-control']);
    }
    const other = await server.get(`${ELECTION}/now.json`, { 'if-none-match': '"something else"' });
    expect(other.status).toBe(200);
  });

  test('answers HEAD with the same headers and no body', async () => {
    const get = await server.get(`${ELECTION}/snapshots/70.json`);
    const head = await server.get(`${ELECTION}/snapshots/70.json`, {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.bytes).toHaveLength(0);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.headers.etag).toBe(get.headers.etag);
  });

  test('is cached for a moment as the present one, for ever under its number, and never before it was taken', async () => {
    // An interval of 1 s: the shortest cache.
    expect((await server.get(`${ELECTION}/now.json`)).headers['cache-control']).toBe(
      'public, max-age=1, stale-if-error=3600',
    );
    expect((await server.get(`${ELECTION}/snapshots/1.json`)).headers['cache-control']).toContain('immutable');
    const early = await server.get(`${ELECTION}/snapshots/${COUNT + 1}.json`);
    expect(early.status).toBe(404);
    expect(early.headers['cache-control']).toBe('no-store');
    expect(early.json()).toMatchObject({ code: 'not-taken', status: 404 });
  });

  test('is found by its instant, with its offset, in UTC, with a plus that was escaped, raw or made a space', async () => {
    const instants = [
      '2026-05-03T14:02:30+03:00',
      '2026-05-03T14%3A02%3A30%2B03%3A00',
      '2026-05-03T14:02:30%2003:00',
      '2026-05-03T11:02:30Z',
      '2026-05-03T11:02:30.500Z',
    ];
    for (const instant of instants) {
      const found = await server.get(`${ELECTION}/at/${instant}.json`);
      expect(found.status).toBe(302);
      // 14:00 is number 1, 14:02 number 3.
      expect(found.headers.location).toBe(`${ELECTION}/snapshots/3.json`);
    }
    const exact = await server.get(`${ELECTION}/at/2026-05-03T14:02:00+03:00.json?level=country`);
    expect(exact.headers.location).toBe(`${ELECTION}/snapshots/3.json?level=country`);
    const later = await server.get(`${ELECTION}/at/2030-01-01T00:00:00Z.json`);
    expect(later.headers).toMatchObject({
      location: `${ELECTION}/snapshots/${COUNT}.json`,
      'cache-control': 'no-store',
    });
    const before = await server.get(`${ELECTION}/at/2026-05-03T13:59:59+03:00.json`);
    expect(before.status).toBe(404);
    expect(before.headers['cache-control']).toBe('no-store');
    const none = await server.get(`${ELECTION}/at/teatime.json`);
    expect(none.json()).toMatchObject({ status: 400, code: 'bad-parameter', parameter: 'instant' });
  });

  test('is listed with number, instant and SHA-256, within a span', async () => {
    const all = (await server.get(`${ELECTION}/snapshots.json`)).json<{ snapshots: unknown[] }>();
    expect(all.snapshots).toHaveLength(COUNT);
    const some = await server.get(
      `${ELECTION}/snapshots.json?from=2026-05-03T14:01:00%2B03:00&to=2026-05-03T11:02:00Z`,
    );
    expect(some.json()).toMatchObject({
      schema: 'turnout-snapshots/1',
      mode: 'rehearsal',
      more: false,
      snapshots: [
        { number: 2, asOf: '2026-05-03T14:01:00+03:00', sha256: bodyOf(smallSnapshot(2)).sha256 },
        { number: 3, asOf: '2026-05-03T14:02:00+03:00', sha256: bodyOf(smallSnapshot(3)).sha256 },
      ],
    });
    const bad = await server.get(`${ELECTION}/snapshots.json?to=later`);
    expect(bad.json()).toMatchObject({ status: 400, parameter: 'to' });
    const twice = await server.get(`${ELECTION}/snapshots.json?to=2026-05-03T11:02:00Z&to=2026-05-03T11:02:00Z`);
    expect(twice.json()).toMatchObject({ status: 400, parameter: 'to' });
  });

  test('as CSV carries the mode in each row and in its name', async () => {
    const csv = await server.get(`${ELECTION}/snapshots/2.csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers['content-disposition']).toBe(`attachment; filename="${SMALL}-snapshot-2-rehearsal.csv"`);
    // Online 20 and stations 2 in the north, stations 4 in the south: 26 of 6,000.
    expect(csv.text.split('\n').slice(0, 3)).toEqual([
      'election,mode,number,as_of,level,area,channel,registered,issued,cast,turnout_pct',
      `${SMALL},rehearsal,2,2026-05-03T14:01:00+03:00,country,LAND,all,6000,26,,0.43`,
      `${SMALL},rehearsal,2,2026-05-03T14:01:00+03:00,country,LAND,online,1000,20,,2.00`,
    ]);
    expect(csv.text.trimEnd().split('\n')).toHaveLength(1 + 3 + 3 + 2);
  });
});

describe('levels', () => {
  test('above the displayed one are added up', async () => {
    for (const [level, code] of [
      ['country', 'LAND'],
      ['region', 'MIDDLE'],
    ]) {
      for (const path of ['now.json', `snapshots/${COUNT}.json`]) {
        const { areas, total } = (await server.get(`${ELECTION}/${path}?level=${level}`)).json<Snapshot>();
        expect(areas).toMatchObject({ level, codes: [code], registered: [6_000], issued: [13 * COUNT] });
        expect(areas.issued[0]).toBe(total.issued);
      }
    }
    const csv = await server.get(`${ELECTION}/snapshots/1.csv?level=region`);
    expect(csv.text).toContain(`,region,MIDDLE,all,6000,13,,0.22\n`);
  });

  test('are the displayed one unless told', async () => {
    const told = await server.get(`${ELECTION}/now.json?level=district`);
    expect(told.text).toBe((await server.get(`${ELECTION}/now.json`)).text);
  });

  test('below the published one are not published, by any address', async () => {
    for (const path of ['now.json', 'snapshots/60.json', 'snapshots/60.csv']) {
      const answer = await server.get(`${ELECTION}/${path}?level=precinct`);
      expect(answer.status).toBe(404);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.json()).toMatchObject({ code: 'not-published' });
    }
  });

  test('below the published one open to the secret where they were kept, and to no wrong one', async () => {
    const authorization = `Bearer ${SECRET}`;
    const kept = await server.get(`${ELECTION}/snapshots/60.json?level=precinct`, { authorization });
    expect(kept.headers['cache-control']).toBe('private, no-store');
    expect(kept.json<Snapshot>().areas).toMatchObject({ level: 'precinct', codes: ['N1', 'S1'], issued: [660, 120] });
    const now = await server.get(`${ELECTION}/now.json?level=precinct`, { authorization });
    expect(now.json()).toMatchObject({ status: 404, code: 'level-not-kept', lastKept: 60 });
    const wrong = await server.get(`${ELECTION}/now.json?level=precinct`, { authorization: 'Bearer guess' });
    expect(wrong.json()).toMatchObject({ status: 401, code: 'operators-only' });
  });

  test('that the election does not have are unknown', async () => {
    expect((await server.get(`${ELECTION}/now.json?level=street`)).json()).toMatchObject({ code: 'unknown-level' });
  });
});

test('two thousand requests are answered from what is there', async () => {
  const paths = ['now.json', 'snapshots/79.json', 'areas.json', 'snapshots/5.json', 'snapshots/70.json?level=country'];
  for (let i = 0; i < 2_000; i += 50) {
    const batch = Array.from({ length: 50 }, (_, k) => server.get(`${ELECTION}/${paths[(i + k) % paths.length]}`));
    for (const answer of await Promise.all(batch)) expect(answer.status).toBe(200);
  }
});

test('a damaged file is said to be made again, not served', async () => {
  const directory = temporaryDirectory();
  const store = await smallStore(3, { directory, newestSnapshots: 1 });
  writeFileSync(`${directory}/published/first-edition/snapshots/000/000001.json.br`, 'x');
  const damaged = await serveSmall(store);
  const answer = await damaged.get(`${ELECTION}/snapshots/1.json`);
  expect(answer.json()).toMatchObject({ status: 503, code: 'being-restored' });
  expect(answer.headers['retry-after']).toBe('5');
  await store.addSnapshot(SMALL, bodyOf(smallSnapshot(1)));
  expect((await damaged.get(`${ELECTION}/snapshots/1.json`)).status).toBe(200);
  await damaged.close();
});
