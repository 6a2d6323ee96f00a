import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../../shared/format.ts';
import type { Series } from '../../../shared/snapshot.ts';
import { turnoutPct } from '../../../shared/turnout.ts';
import { violations } from '../axe.ts';
import { launchChromium, openPage, SIZES, texts } from '../browser.ts';
import { overlaps, placedTexts } from '../geometry.ts';
import { readNumber } from '../read-number.ts';
import { smallTargets } from '../small-targets.ts';
import { LiveVote } from './live-vote.ts';
import { sideways } from './screens.ts';

const EN = new Format('en', 'Europe/Moscow');
const vote = new LiveVote();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
  await vote.play({ from: '2020-06-25T06:50:00+03:00', to: '2020-06-25T12:30:00+03:00', speed: 6000 });
  await vote.program.stop();
  await vote.play({ speed: 60 });
}, 240_000);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

async function open(query: string, options: BrowserContextOptions = {}): Promise<Page> {
  const { page } = await openPage(browser, `${vote.line.url}/?${query}`, { viewport: SIZES.phone, ...options });
  return page;
}

describe('point 16: with scripts off', () => {
  it.each(['en', 'ru', 'ar'])(
    'headline, as-of, status, completeness and the table of regions are in the HTML, in %s',
    async (lang) => {
      const { number, total, asOf, areas } = await vote.at('2020-06-25T12:00:00+03:00');
      const page = await open(`lang=${lang}&snapshot=${number}`, { javaScriptEnabled: false });
      const format = new Format(lang, 'Europe/Moscow');
      const plain = (text: string) => text.replace(/\s+/gu, ' ');
      expect((await texts(page, 'h1'))[0]).toContain(plain(format.percent(total.turnoutPct)));
      expect(await texts(page, '[data-as-of]')).toEqual([format.time(asOf)]);
      expect((await texts(page, '[data-status]'))[0]).toBeTruthy();
      expect((await texts(page, '[data-coverage]'))[0]).toMatch(/2[, {2}]?772/u);
      const rows = await page
        .locator('.districts tbody tr')
        .evaluateAll((all) =>
          all.map(
            (row) => [row.getAttribute('data-code') ?? '', row.querySelector('.issued')?.textContent ?? ''] as const,
          ),
        );
      // 85 regions, voters abroad, Baikonur.
      expect(rows.length).toBe(87);
      for (const [code, issued] of rows) {
        const filed = areas.issued[areas.codes.indexOf(code)];
        expect(readNumber(issued, lang) ?? 0, code).toBe(filed);
      }
    },
  );
});

describe('point 17: before interaction', () => {
  it.each(['en', 'ru', 'ar'])(
    'at most 60 KiB of script, gzipped, and 200 KiB in all with fonts, in %s',
    async (lang) => {
      const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.phone });
      const devtools = await page.context().newCDPSession(page);
      let bytes = 0;
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await devtools.send('Network.enable');
      await page.goto(`${vote.line.url}/?lang=${lang}`);
      await page.waitForSelector('[data-age]');
      await page.evaluate(() => document.fonts.ready);
      const scripts = await page.evaluate(() =>
        performance.getEntriesByType('resource').flatMap(({ name }) => (name.endsWith('.js') ? [name] : [])),
      );
      const gzipped = await Promise.all(
        scripts.map(async (name) => gzipSync(Buffer.from(await (await fetch(name)).arrayBuffer())).length),
      );
      expect(gzipped.length).toBeGreaterThan(0);
      expect(gzipped.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60 * 1024);
      expect(bytes).toBeGreaterThan(50 * 1024);
      expect(bytes).toBeLessThanOrEqual(200 * 1024);
    },
  );
});

describe('point 18: on a narrow screen', () => {
  it.each(['en', 'ru', 'ar'])(
    '320 px wide: no horizontal scroll, targets of 24 px; text at twice the size, in %s',
    async (lang) => {
      const page = await open(`lang=${lang}`, { viewport: { width: 320, height: 640 } });
      await page.waitForSelector('.districts [data-sort]');
      await page.click('[data-chart]');
      await page.locator('turnout-chart canvas').waitFor();
      expect(await sideways(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      const kept = 'svg, .unseen, .spoken, .pause span';
      const narrow = await placedTexts(page, kept);
      expect(overlaps(narrow)).toEqual([]);
      expect(narrow.filter(({ clipped }) => clipped).map(({ text }) => text)).toEqual([]);
      await page.setViewportSize(SIZES.phone);
      const sizesOf = async () => new Map((await placedTexts(page, kept)).map(({ text, size }) => [text, size]));
      const before = await sizesOf();
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      const after = await sizesOf();
      // Ages and numbers go on; all others stand there still, and twice as large, but for the main number, which fills the width as it is.
      const still = [...before].filter(([text, size]) => after.has(text) && size < 100);
      expect(still.length).toBeGreaterThan(0.6 * before.size);
      expect(still.filter(([text, size]) => (after.get(text) ?? 0) < 1.95 * size)).toEqual([]);
      expect(await sideways(page)).toEqual([]);
      const shown = await placedTexts(page, kept);
      expect(overlaps(shown)).toEqual([]);
      expect(shown.filter(({ clipped, size }) => clipped && size > 8).map(({ text }) => text)).toEqual([]);
    },
  );
});

describe('point 19: axe finds no violations', () => {
  const READERS = {
    light: { lang: 'en', theme: 'light', seen: {} },
    dark: { lang: 'ru', theme: 'dark', seen: {} },
    'forced colours': { lang: 'en', theme: null, seen: { forcedColors: 'active', colorScheme: 'dark' } },
    'Arabic, from right to left': { lang: 'ar', theme: 'light', seen: {} },
  } as const;

  it.each(Object.entries(READERS))('on page and wall in %s', async (_, { lang, theme, seen }) => {
    const query = `lang=${lang}${theme === null ? '' : `&theme=${theme}`}`;
    const page = await open(query, { viewport: SIZES.HD, ...seen });
    await page.waitForSelector('.districts [data-sort]');
    expect(await violations(page)).toEqual([]);
    await page.goto(`${vote.line.url}/wall?${query}`);
    await page.waitForSelector('.headline-scene .tile');
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(lang === 'ar' ? 'rtl' : 'ltr');
    expect(await violations(page)).toEqual([]);
  });

  it('each chart has a name, a finding, and a table with equal numbers', async () => {
    const { number, asOf } = await vote.at('2020-06-25T12:00:00+03:00');
    const page = await open(`lang=en&snapshot=${number}`);
    await page.waitForSelector('.districts [data-sort]');
    expect(await page.getAttribute('.plot', 'aria-label')).toMatch(/Total \d+\.\d\d%, Online \d+/u);
    expect((await texts(page, '[data-panel="tiles"] h2'))[0]).toMatch(/highest|lowest/iu);
    await page.click('[data-chart]');
    await page.click('turnout-chart summary');
    await page.locator('turnout-chart tbody tr >> nth=0').waitFor();
    const rows = await page
      .locator('turnout-chart tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')));
    const last = rows.find(([when]) => when?.includes(EN.time(asOf)));
    const answer = await fetch(
      `${vote.program.url}/api/v1/elections/ru-2020/areas/RU/series.json?to=${encodeURIComponent(asOf)}`,
    );
    const { registered, issued } = (await answer.json()) as Series;
    const pct = turnoutPct(issued.at(-1) ?? 0, registered.at(-1) ?? 0);
    expect(last, JSON.stringify(rows.slice(-3))).toContain(EN.percentNumber(pct));
  });
});

describe('point 31: regions of which nothing was counted yet', () => {
  it('are hatched with words on tiles and map, have a dash in the table, are not ranked, and are named where completeness is told', async () => {
    const { number, areas } = await vote.at('2020-06-25T08:00:00+03:00');
    const missing = areas.codes.filter((_, i) => areas.issued[i] === 0 && (areas.registered[i] ?? 0) > 0).toSorted();
    expect(missing.length).toBeGreaterThan(20);
    expect(missing.length).toBeLessThan(80);
    const page = await open(`lang=en&snapshot=${number}`, { viewport: SIZES.HD });
    await page.waitForSelector('.districts [data-sort]');
    const tiled = missing.filter((code) => code !== 'X-ABROAD' && code !== 'X-BAIKONUR');
    const tiles = await page
      .locator('.tile:has(rect[fill="url(#hatch)"])')
      .evaluateAll((all) =>
        all.map((tile) => [
          tile.getAttribute('data-code'),
          tile.querySelector('.value')?.textContent,
          tile.getAttribute('aria-label'),
        ]),
      );
    expect(tiles.map(([code]) => code).toSorted()).toEqual(tiled);
    for (const [code, value, said] of tiles) {
      expect(value, code ?? '').toBe('—');
      expect(said, code ?? '').toMatch(/: nothing counted yet$/u);
    }
    await page.click('.views label:has([value="map"])');
    await page.locator('.map').waitFor();
    const hatched = await page
      .locator('.land')
      .evaluateAll((all) =>
        all.flatMap((path) =>
          getComputedStyle(path).fill.includes('hatch-map') ? [path.getAttribute('data-code')] : [],
        ),
      );
    expect(hatched.toSorted()).toEqual(tiles.map(([code]) => code).toSorted());
    const order = await page.locator('.districts tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        code: row.getAttribute('data-code') ?? '',
        pct: row.querySelector('.pct')?.textContent?.trim(),
      })),
    );
    expect(
      order
        .slice(-missing.length)
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(missing);
    expect(
      order
        .filter(({ pct }) => pct === '—')
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(missing);
    const told = /^Nothing counted yet in (.+),? and (\d+) more\.$/u.exec(
      (await texts(page, '[data-uncounted]'))[0] ?? '',
    );
    const named = (told?.[1] ?? '').split(', ').map((name) => name.replace(/[\u2068\u2069,]/gu, ''));
    const rows = await page.locator('.districts tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        code: row.getAttribute('data-code') ?? '',
        text: row.querySelector('th')?.textContent ?? '',
      })),
    );
    // Each name is that of one region without a count, and with those not named they are all.
    const nameless = named.filter(
      (name) => !rows.some(({ code, text }) => missing.includes(code) && text.includes(name)),
    );
    expect(nameless).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    expect(named.length + Number(told?.[2])).toBe(missing.length);
    // The wall, too: a dash and a hatch, its key in words, and none of them among the highest or lowest.
    await page.goto(`${vote.line.url}/wall?lang=en&snapshot=${number}`);
    await page.waitForSelector('district-ranks li');
    const codesOf = (selector: string) =>
      page.locator(selector).evaluateAll((all) => all.map((each) => each.getAttribute('data-code') ?? ''));
    expect((await codesOf('.tile.missing')).toSorted()).toEqual(tiled);
    const ranks = await codesOf('[data-ranks] li');
    expect(ranks.length).toBeGreaterThanOrEqual(4);
    expect(ranks.filter((code) => missing.includes(code))).toEqual([]);
    expect(new Set(await page.locator('.tile.missing .value').allTextContents())).toEqual(new Set(['—']));
    expect(await texts(page, '[data-missing-key]')).toEqual(['nothing counted yet']);
  });
});
