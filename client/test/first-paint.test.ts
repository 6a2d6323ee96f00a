import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { smallCorrection } from '../../server/test/small-publication.ts';
import { districtsOf } from '../../shared/districts.ts';
import { Format } from '../../shared/format.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { turnoutPct } from '../../shared/turnout.ts';
import { SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { PublishedLand } from './published-land.ts';

const land = new PublishedLand();
const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const EN = new Format('en', 'Europe/Moscow');
const openPage = browsing({ begin: () => land.start(), end: () => land.stop() });

const scriptsOff = { javaScriptEnabled: false, viewport: SIZES.phone };

describe('the page as the server writes it', () => {
  it('says that there is nothing yet, before an election and before its first count, with 200', async () => {
    const before = await land.server.get('/?lang=en');
    expect([before.status, before.text.includes('publishes no election yet')]).toEqual([200, true]);
    await land.open({ en: `Land ${MARKUP}`, ru: `Страна ${MARKUP}` });
    const empty = await land.server.get('/?lang=ru');
    expect([empty.status, empty.text.includes('Пока ничего не подсчитано.')]).toEqual([200, true]);
    expect((await land.server.get('/?lang=en&election=other')).status).toBe(404);
  });

  it('says everything without scripts, with the figures of that snapshot’s file', async () => {
    await land.take(125);
    const { page, complaints } = await openPage(`${land.server.origin}/?lang=en`, scriptsOff);
    const filed = (await land.server.get('/api/v1/elections/land/now.json')).json<Snapshot>();
    expect(await texts(page, 'h1')).toEqual([
      `By ${EN.time(filed.asOf)} on 4 May, ${EN.percent(filed.total.turnoutPct)} of registered voters had been issued a ballot`,
    ]);
    expect(await texts(page, '[data-as-of], [data-zone], [data-status]')).toEqual([
      EN.time(filed.asOf),
      'Moscow Time',
      'provisional',
    ]);
    const { reported, feeds, registeredReported } = filed.coverage;
    const share = EN.percent(turnoutPct(registeredReported, filed.total.registered));
    expect((await texts(page, '[data-coverage]'))[0]).toContain(
      `${reported} of ${feeds} precinct counts heard, with ${share} of the register`,
    );
    expect((await texts(page, '.scripts-off'))[0]).toMatch(/Scripts are off/u);
    const rows = await page.locator('.districts tbody tr').all();
    const shown = await Promise.all(
      rows.map(async (row) => [
        await row.getAttribute('data-code'),
        await row.locator('td.pct').textContent(),
        await row.locator('td.issued').textContent(),
      ]),
    );
    const expected = districtsOf(filed, land.election.areas, null).map(({ code, turnoutPct: pct, issued }) => [
      code,
      EN.percentNumber(pct),
      EN.count(issued),
    ]);
    expect(shown.toSorted()).toEqual(expected.toSorted());
    expect(await page.locator('.tile').count()).toBe(20);
    expect(await page.locator('.plot .ring').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows an election’s name as the text it is', async () => {
    const { page, complaints } = await openPage(`${land.server.origin}/?lang=en`, { viewport: SIZES.phone });
    await page.waitForSelector('[data-age]');
    expect((await texts(page, '.election'))[0]).toBe(`Land ${MARKUP}`);
    expect(await page.evaluate(() => [document.title.includes('<img'), 'broken' in window])).toEqual([true, false]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('speaks the language that the reader’s system wants, and tells caches', async () => {
    const russian = await land.server.get('/', { 'accept-language': 'fr;q=0.9, ru-RU' });
    expect(russian.text).toContain('<html lang="ru"');
    expect(russian.headers.vary).toBe('Accept-Encoding, Accept-Language');
    const named = await land.server.get('/?lang=en', { 'accept-language': 'ru' });
    expect(named.text).toContain('<html lang="en"');
    expect(named.headers.vary).toBe('Accept-Encoding');
  });

  it('answers 304 to who has it, and shortly cached', async () => {
    const first = await land.server.get('/?lang=en', { 'accept-encoding': 'br' });
    const again = await land.server.get('/?lang=en', {
      'accept-encoding': 'br',
      'if-none-match': String(first.headers.etag),
    });
    expect([first.headers['cache-control'], again.status]).toEqual(['public, max-age=1, stale-if-error=3600', 304]);
  });

  it('gives each district a page, with its figures by channel and its curve', async () => {
    const { page, complaints } = await openPage(`${land.server.origin}/areas/XX-AB?lang=en`, scriptsOff);
    const { areas } = land.latest;
    const i = areas.codes.indexOf('XX-AB');
    expect(await texts(page, 'h1')).toEqual(['District AB †']);
    expect(await texts(page, '.lead > .figure [data-figure]')).toEqual([
      EN.percentNumber(turnoutPct(areas.issued[i] ?? 0, areas.registered[i] ?? 0)),
      EN.count(areas.issued[i] ?? 0),
      EN.count(areas.registered[i] ?? 0),
    ]);
    expect(await texts(page, '[data-channel="online"] [data-figure="issued"]')).toEqual([
      EN.count(areas.byChannel.online?.issued[i] ?? 0),
    ]);
    expect(await page.locator('.plot .all path').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await page.context().close();
    const none = await land.server.get('/areas/XX-%3Cb%3E?lang=en');
    expect([none.status, none.text.includes('XX-&lt;b&gt;')]).toEqual([404, true]);
  });

  it('keeps an old number at its own address, with the word past and a way to the present', async () => {
    const old = land.latest;
    const link = /data-permalink="">|href="([^"]+)" data-permalink/u.exec(
      (await land.server.get('/?lang=en')).text,
    )?.[1];
    await land.take(3);
    const address = `${land.server.origin}${link?.replaceAll('&amp;', '&')}`;
    for (const javaScriptEnabled of [false, true]) {
      const { page } = await openPage(address, { javaScriptEnabled, viewport: SIZES.phone });
      if (javaScriptEnabled) await page.waitForSelector('[data-sort]');
      expect((await texts(page, '[data-banner]'))[0]).toMatch(/^Past: .*Go live$/u);
      expect(await texts(page, '[data-figure="issued"] >> nth=0')).toEqual([EN.count(old.total.issued)]);
      await page.click('[data-go-live]');
      await page.waitForSelector('h1');
      expect(await texts(page, '[data-figure="issued"] >> nth=0')).toEqual([EN.count(land.latest.total.issued)]);
      await page.context().close();
    }
    expect((await land.server.get('/?lang=en&snapshot=99999')).status).toBe(404);
  });

  it('says what was corrected in that count and by how much, and leads to every correction', async () => {
    await land.take(1, { corrections: [{ ...smallCorrection(), area: 'XX-AB' }] });
    const { page } = await openPage(`${land.server.origin}/?lang=en`, scriptsOff);
    // The area of the past figures is named apart where it is another than that of the present ones.
    expect(await texts(page, '[data-corrections] li')).toEqual([
      'NORTH · 3 May, 13:00: 90 → 9 · District AB · 4 May, 15:08: 100 → 10 · Polling stations · a nought too many',
    ]);
    const file = await page.getAttribute('[data-corrections] a', 'href');
    expect((await land.server.get(file!)).json()).toMatchObject({
      corrections: [{ seq: 9, reason: 'a nought too many' }],
    });
    await page.context().close();
    await land.take();
    expect((await land.server.get('/?lang=en')).text).not.toContain('data-corrections');
  });
});

describe('the page as it goes on', () => {
  it('takes over without moving anything', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.phone });
    await page.addInitScript(() => {
      Object.assign(window, { moved: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          (window as unknown as { moved: number }).moved += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${land.server.origin}/?lang=en`);
    await page.waitForSelector('[data-age]');
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => (window as unknown as { moved: number }).moved)).toBeLessThan(0.1);
    await page.context().close();
  });

  it('shows the old number, then the new one, nothing between, and says one short sentence', async () => {
    const { page } = await openPage(`${land.server.origin}/?lang=en`, {
      viewport: SIZES.phone,
      reducedMotion: 'reduce',
    });
    await page.waitForSelector('[data-age]');
    const before = await page.locator('[data-figure="issued"] >> nth=0').textContent();
    await page.evaluate(() => {
      const heard: string[] = [];
      const shown: string[] = [];
      Object.assign(window, { heard, shown });
      const watch = (selector: string, into: string[]) => {
        const element = document.querySelector(selector);
        if (element === null) return;
        new MutationObserver(() => into.push(element.textContent ?? '')).observe(element, {
          characterData: true,
          childList: true,
          subtree: true,
        });
      };
      watch('.spoken', heard);
      watch('[data-figure="issued"]', shown);
    });
    const next = await land.take();
    await expect
      .poll(() => page.locator('[data-figure="issued"] >> nth=0').textContent(), { timeout: 120_000 })
      .toBe(EN.count(next.total.issued));
    const { heard, shown, animations } = await page.evaluate(() => ({
      ...(window as unknown as { heard: string[]; shown: string[] }),
      animations: document.getAnimations().length,
    }));
    expect(before).not.toBe(EN.count(next.total.issued));
    expect(shown).toEqual([EN.count(next.total.issued)]);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.length).toBeLessThan(160);
    expect(animations).toBe(0);
    await page.context().close();
  }, 150_000);

  it('sends at most 60 KiB of script, gzipped, and 200 KiB in all before anything is done', async () => {
    for (const lang of ['en', 'ru']) {
      const { page } = await openPage('about:blank', { viewport: SIZES.phone });
      const client = await page.context().newCDPSession(page);
      const kinds = new Map<string, string>();
      let [all, script] = [0, 0];
      await client.send('Network.enable');
      client.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
      client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        all += encodedDataLength;
        if (kinds.get(requestId) === 'Script') script += encodedDataLength;
      });
      await page.goto(`${land.server.origin}/?lang=${lang}`);
      await page.waitForSelector('[data-age]');
      await page.evaluate(() => document.fonts.ready);
      const scripts = await page.evaluate(() =>
        performance.getEntriesByType('resource').flatMap(({ name }) => (name.endsWith('.js') ? [name] : [])),
      );
      const gzipped = await Promise.all(
        scripts.map(async (name) => gzipSync((await land.server.get(new URL(name).pathname)).bytes).length),
      );
      expect(gzipped.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(60 * 1024);
      expect(script).toBeGreaterThan(0);
      expect(all).toBeLessThanOrEqual(200 * 1024);
      await page.context().close();
    }
  });

  it('scrolls sideways nowhere at 320 px', async () => {
    for (const path of ['/', '/areas/XX-AB']) {
      const { page } = await openPage(`${land.server.origin}${path}?lang=ru`, {
        viewport: { width: 320, height: 640 },
      });
      await page.waitForSelector('h1');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await page.context().close();
    }
  });
});
