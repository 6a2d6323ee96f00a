import { Router } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bodyOf,
  SMALL,
  smallBulletin,
  smallCorrection,
  smallPapers,
  smallSnapshot,
  smallStore,
} from '../../test/small-publication.ts';
import { SECRET, type SmallServer, serveSmall } from '../../test/small-server.ts';

const ELECTION = `/api/v1/elections/${SMALL}`;
let server: SmallServer;

beforeAll(async () => {
  const store = await smallStore(2);
  await store.addSnapshot(SMALL, bodyOf(smallSnapshot(3, { corrections: [smallCorrection()] })));
  await store.addBulletin(SMALL, smallBulletin(1));
  await store.addBulletin(SMALL, smallBulletin(2));
  await store.addBulletin(SMALL, smallBulletin(3, { kind: 'correction', hour: '2026-05-03T14', corrects: 1 }));
  await store.addBulletin(SMALL, smallBulletin(4, { hour: '2026-10-25T03+03:00' }));
  store.setOfficial(SMALL, smallPapers());
  const door = Router();
  door.post('/elections/:election/sources/:source/ballot-issues', (_request, response) => {
    response.json({ accepted: 1 });
  });
  door.get('/broken', () => {
    throw new Error('SELECT * FROM secrets');
  });
  server = await serveSmall(store, { api: [door], limits: { wrongSecretsPerQuarterHour: 3 } });
});
afterAll(() => server.close());

describe('elections', () => {
  test('are listed with their latest snapshot', async () => {
    const answer = await server.get('/api/v1/elections');
    expect(answer.json()).toEqual({
      elections: [
        {
          id: SMALL,
          names: { en: 'A small election' },
          mode: 'rehearsal',
          timezone: 'Europe/Moscow',
          displayLevel: 'district',
          latest: { number: 3, asOf: '2026-05-03T14:02:00+03:00' },
        },
      ],
    });
  });

  test('are described each', async () => {
    const answer = await server.get(ELECTION);
    expect(answer.json()).toMatchObject({ id: SMALL, opensAt: '2026-05-03T08:00:00+03:00', mode: 'rehearsal' });
    expect(answer.headers['turnout-mode']).toBe('rehearsal');
  });

  test('that are not here are unknown, by every address', async () => {
    for (const path of ['', '/now.json', '/snapshots/1.json', '/areas.json', '/areas/LAND/series.csv', '/bulletins/']) {
      const answer = await server.get(`/api/v1/elections/nowhere${path}`);
      expect(answer.json()).toMatchObject({ status: 404, code: 'unknown-election' });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});

describe('bulletins', () => {
  test('are listed', async () => {
    const answer = await server.get(`${ELECTION}/bulletins/`);
    expect(answer.json()).toMatchObject({ schema: 'turnout-bulletins/1', mode: 'rehearsal' });
    const listed = answer.json<{ bulletins: { correctedBy: number | null }[] }>().bulletins;
    // The first is marked by the third, which corrects it.
    expect(listed.map(({ correctedBy }) => correctedBy)).toEqual([3, null, null, null]);
  });

  test('are immutable as JSON and as CSV, byte for byte', async () => {
    const given = smallBulletin(1);
    const json = await server.get(`${ELECTION}/bulletins/1.json`);
    expect(json.text).toBe(given.body);
    expect(json.headers.etag).toBe(`"${given.listing.sha256}"`);
    const csv = await server.get(`${ELECTION}/bulletins/1.csv`);
    expect(csv.text).toBe(given.csv);
    expect(csv.headers.etag).toBe(`"${given.listing.csvSha256}"`);
    expect(csv.headers['content-disposition']).toContain('rehearsal');
    for (const answer of [json, csv]) expect(answer.headers['cache-control']).toContain('immutable');
    expect((await server.get(`${ELECTION}/bulletins/9.json`)).json()).toMatchObject({ code: 'unknown-bulletin' });
    expect((await server.get(`${ELECTION}/bulletins/first.json`)).json()).toMatchObject({ parameter: 'number' });
  });

  test('are not answered for under the hash of another, as caches would keep it for good', async () => {
    const { sha256, csvSha256 } = smallBulletin(1).listing;
    const [json, csv] = [`${ELECTION}/bulletins/1.json?sha256=`, `${ELECTION}/bulletins/1.csv?sha256=`];
    for (const address of [json + sha256, csv + csvSha256])
      expect((await server.get(address)).headers['cache-control']).toContain('immutable');
    for (const address of [json + csvSha256, csv + sha256]) {
      const answer = await server.get(address);
      expect(answer.json()).toMatchObject({ status: 404, code: 'unknown-bulletin' });
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  test('are found by their hour: the newest one, also where the clock shows it twice', async () => {
    const corrected = await server.get(`${ELECTION}/hours/2026-05-03T14.json`);
    expect(corrected.status).toBe(302);
    expect(corrected.headers.location).toBe(`${ELECTION}/bulletins/3.json`);
    for (const hour of ['2026-10-25T03+03:00', '2026-10-25T03%2B03:00', '2026-10-25T03%2003:00']) {
      expect((await server.get(`${ELECTION}/hours/${hour}.csv`)).headers.location).toBe(`${ELECTION}/bulletins/4.csv`);
    }
    expect((await server.get(`${ELECTION}/hours/2026-05-03T23.json`)).json()).toMatchObject({ status: 404 });
  });
});

test('corrections are listed with the snapshot that has them first', async () => {
  const answer = await server.get(`${ELECTION}/corrections.json`);
  expect(answer.json()).toMatchObject({ corrections: [{ ...smallCorrection(), snapshot: 3 }] });
});

describe('health', () => {
  test('is alive, at both of its addresses', async () => {
    for (const path of ['/healthz', '/api/v1/healthz']) expect((await server.get(path)).status).toBe(200);
  });

  test('is ready while counting and fresh, and says what is wrong', async () => {
    const stopped = await smallStore(1);
    const other = await serveSmall(stopped);
    // Its clock was stopped: nothing is expected, so nothing is late.
    expect((await other.get('/api/v1/readyz')).status).toBe(200);
    stopped.setHealth({ database: 'lost', counting: 'counting' });
    const lost = await other.get('/readyz');
    expect(lost.status).toBe(503);
    expect(lost.json()).toMatchObject({ ready: false, database: 'lost' });
    stopped.setHealth({ database: 'connected', counting: 'elsewhere' });
    await stopped.addSnapshot(
      SMALL,
      bodyOf(smallSnapshot(2, { takenAt: '2020-01-01T00:00:00Z', nextAt: '2020-01-01T00:01:00Z' })),
    );
    const stale = await other.get('/readyz');
    expect(stale.status).toBe(503);
    expect(stale.json()).toMatchObject({
      ready: false,
      elections: [{ election: SMALL, freshness: 'stale', fresh: false }],
    });
    await stopped.addSnapshot(
      SMALL,
      bodyOf(smallSnapshot(3, { takenAt: new Date().toISOString(), nextAt: new Date().toISOString() })),
    );
    expect((await other.get('/readyz')).status).toBe(200);
    await stopped.addBulletin(SMALL, smallBulletin(1));
    stopped.setBulletinStates(SMALL, { number: 1, status: 'frozen', recount: 'differs' });
    const differing = await other.get('/readyz');
    expect(differing.json()).toMatchObject({ ready: true, elections: [{ recountDiffers: ['2026-05-03T14'] }] });
    await other.close();
  });
});

describe('what is for officials', () => {
  const paths = [`${ELECTION}/discrepancies.json`, `${ELECTION}/sources.json`, '/api/v1/metrics'];
  const authorization = `Bearer ${SECRET}`;

  test('opens to the secret and is cached nowhere', async () => {
    for (const path of paths) {
      const answer = await server.get(path, { authorization });
      expect(answer.status).toBe(200);
      expect(answer.headers['cache-control']).toBe('private, no-store');
    }
    expect((await server.get(paths[0]!, { authorization })).json()).toMatchObject({
      discrepancies: [{ rule: 'falls' }],
      leftOut: { open: 0, closed: 0 },
    });
    expect((await server.get(paths[2]!, { authorization })).text).toMatch(
      /turnout_snapshot_number\{election="small-2026"\} 3/,
    );
  });

  test('asks for the secret where there is none', async () => {
    for (const path of paths) {
      const answer = await server.get(path);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="turnout"');
      expect(answer.json()).toMatchObject({ status: 401, code: 'operators-only' });
    }
  });

  test('lets nobody guess for long', async () => {
    const guesser = await serveSmall(await smallStore(1), { limits: { wrongSecretsPerQuarterHour: 3 } });
    const guesses = [];
    for (let i = 0; i < 5; i += 1)
      guesses.push(await guesser.get('/api/v1/metrics', { authorization: `Bearer guess-${i}` }));
    expect(guesses.map((answer) => answer.status)).toEqual([401, 401, 401, 429, 429]);
    expect(guesses[4]!.json()).toMatchObject({ code: 'too-many-requests' });
    expect(Number(guesses[4]!.headers['retry-after'])).toBeGreaterThan(0);
    await guesser.close();
  });
});

describe('requests that cannot be answered', () => {
  test.each([
    ['/api/v1/nothing', 404, 'not-found'],
    [`${ELECTION}/nothing.json`, 404, 'not-found'],
    [`${ELECTION}/snapshots/0.json`, 400, 'bad-parameter'],
    [`${ELECTION}/snapshots/1e3.json`, 400, 'bad-parameter'],
    [`${ELECTION}/at/%E0%A4%A.json`, 400, 'bad-address'],
    [`/api/v1/elections/${'../'.repeat(3)}etc/now.json`, 404, 'not-found'],
  ])('GET %s is %d %s, as a problem', async (path, status, code) => {
    const answer = await server.get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toMatchObject({ type: `urn:turnout:problem:${code}`, status, code });
  });

  test('other methods are told which are taken', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await server.get(`${ELECTION}/now.json`, {}, method);
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
    }
  });

  test('OPTIONS says what any origin may do', async () => {
    const answer = await server.get(`${ELECTION}/now.json`, { origin: 'https://elsewhere.example' }, 'OPTIONS');
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      allow: 'GET, HEAD, OPTIONS',
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'If-None-Match',
    });
  });

  test('an error of ours is told to the log and not to the caller', async () => {
    const answer = await server.get('/api/v1/broken');
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.text).not.toContain('secrets');
  });

  test('a great body is refused', async () => {
    const answer = await server.get('/api/v1/elections', { 'content-length': '300000' }, 'GET');
    expect(answer.json()).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('too many are asked to wait', async () => {
    const busy = await serveSmall(await smallStore(1), { limits: { requestsPerMinute: 2 } });
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push((await busy.get('/api/v1/elections')).status);
    expect(answers).toEqual([200, 200, 429]);
    // What is ready in memory costs nothing and is never refused.
    expect((await busy.get(`${ELECTION}/now.json`)).status).toBe(200);
    await busy.close();
  });
});

test('another door under the same prefix is asked first', async () => {
  const answer = await server.get(`${ELECTION}/sources/north/ballot-issues`, {}, 'POST');
  expect(answer.json()).toEqual({ accepted: 1 });
});
