import type { CDPSession, Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import type { Series } from '../../shared/snapshot.ts';
import { turnoutPct } from '../../shared/turnout.ts';
import { SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { PublishedLand } from './published-land.ts';

const EN = new Format('en', 'Europe/Moscow');
/** A name that stands in the code of Chart.js and in no other of ours. */
const CHART_JS = 'borderCapStyle';
const land = new PublishedLand();
const openPage = browsing({ begin: () => land.begin(70), end: () => land.stop() });

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  /** Whether the code of Chart.js is among the scripts that were transferred. */
  readonly hasChart: () => Promise<boolean>;
}

async function open(path = '/', size: keyof typeof SIZES = 'phone'): Promise<Opened> {
  const { page, complaints } = await openPage('about:blank', { viewport: SIZES[size] });
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.text());
  });
  await page.goto(`${land.server.origin}${path}?lang=en`);
  await page.waitForSelector('[data-age]');
  const hasChart = async () => (await Promise.all(scripts)).some((code) => code.includes(CHART_JS));
  return { page, complaints, hasChart };
}

/** Presses the button by keyboard, and waits for the drawing. */
async function openChart(page: Page): Promise<void> {
  await page.focus('[data-chart]');
  await page.keyboard.press('Enter');
  // A locator keeps no hold on the canvas, as a handle would.
  await page.locator('turnout-chart canvas').waitFor();
}

const reading = async (page: Page) => (await texts(page, '[data-reading]'))[0] ?? '';

/** Canvases that anything in the page still holds. */
async function canvases(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'HTMLCanvasElement.prototype' });
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
  const length = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await devtools.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return Number(length.result.value);
}

it.each(['/', '/areas/XX-AB'])(
  '%s brings the chart’s code when it is opened, and lets go of it when it is closed',
  async (path) => {
    const { page, complaints, hasChart } = await open(path);
    expect(await hasChart()).toBe(false);
    expect(await page.getAttribute('[data-chart]', 'aria-expanded')).toBe('false');
    await openChart(page);
    expect(await hasChart()).toBe(true);
    expect(await page.getAttribute('[data-chart]', 'aria-expanded')).toBe('true');
    expect(await page.locator('svg.plot').count()).toBe(0);
    const devtools = await page.context().newCDPSession(page);
    expect(await canvases(devtools)).toBeGreaterThan(0);
    // The button is the same one: who opened it by keyboard can close it there.
    await page.keyboard.press('Enter');
    await page.waitForSelector('svg.plot');
    expect(await page.locator('turnout-chart, canvas').count()).toBe(0);
    await expect.poll(() => canvases(devtools)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

it('is read point by point with the arrow keys, and with a pointer, in the figures of the series', async () => {
  const { page } = await open();
  await openChart(page);
  const { total, channels, asOf } = land.latest;
  const values = (all: number | null, online: number | null, station: number | null) =>
    `Total ${EN.percent(all)}, Online ${EN.percent(online)} and Polling stations ${EN.percent(station)}`;
  const newest = `4 May, ${EN.time(asOf)}: ${values(total.turnoutPct, channels.online?.turnoutPct ?? null, channels.station?.turnoutPct ?? null)}`;
  await expect.poll(() => reading(page)).toBe(newest);
  const slider = page.locator('turnout-chart input[type="range"]');
  expect(await slider.getAttribute('aria-valuetext')).toBe(newest);
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => reading(page)).toMatch(/^3 May, 08:00: Total 0\.00%/u);
  expect(await slider.getAttribute('aria-valuetext')).toBe(await reading(page));

  const path =
    '/api/v1/elections/land/areas/XX/series.json?by=occurred&step=PT10M&from=2024-05-03T08:10:00%2B03:00&to=2024-05-03T08:10:00%2B03:00';
  const series = (await land.server.get(path)).json<Series>();
  const pct = (counts: { issued: readonly number[]; registered: readonly number[] } | undefined) =>
    turnoutPct(counts?.issued[0] ?? 0, counts?.registered[0] ?? 0);
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => reading(page))
    .toBe(`3 May, 08:10: ${values(pct(series), pct(series.byChannel.online), pct(series.byChannel.station))}`);

  const box = await page.locator('turnout-chart canvas').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.3, (box?.y ?? 0) + 40);
  await expect.poll(() => reading(page)).not.toMatch(/08:10/u);
  expect(await reading(page)).toMatch(/^\d May, \d\d:\d0: Total \d+\.\d\d%/u);
  await page.context().close();
});

it('has a table of the numbers it draws, those of its lines and by the time it is drawn by', async () => {
  const { page } = await open('/', 'HD');
  await openChart(page);
  await page.locator('turnout-chart input[value="occurred"]').focus();
  await page.keyboard.press('Space');
  await page.locator('turnout-chart summary').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('turnout-chart tbody tr');
  const { asOf } = land.latest;
  const path = `/api/v1/elections/land/areas/XX/series.json?by=occurred&step=PT10M&from=2024-05-03T08:00:00%2B03:00&to=${encodeURIComponent(asOf)}`;
  const series = (await land.server.get(path)).json<Series>();
  const rows = () =>
    page
      .locator('turnout-chart tbody tr')
      .evaluateAll((all) =>
        all.map((row) => [...row.querySelectorAll('th, td')].slice(0, 4).map((cell) => cell.textContent)),
      );
  const expected = series.at.map((at, i) => [
    `${EN.day(at)}, ${EN.time(at)}`,
    ...[series, series.byChannel.online, series.byChannel.station].map((counts) =>
      EN.percentNumber(turnoutPct(counts?.issued[i] ?? 0, counts?.registered[i] ?? 0)),
    ),
  ]);
  await expect.poll(async () => (await rows()).slice(0, expected.length)).toEqual(expected);
  await page.locator('turnout-chart input[type="checkbox"][value="online"]').focus();
  await page.keyboard.press('Space');
  await expect
    .poll(() => texts(page, 'turnout-chart thead th'))
    .toEqual(['Time', 'Total, %', 'Polling stations, %', 'published count, %']);
  expect(await reading(page)).not.toContain('Online');
  await page.context().close();
});

it('is drawn as counted, and says so, until the course as issued can be had', async () => {
  const { page, complaints } = await open();
  await openChart(page);
  const drawnBy = () => page.locator('turnout-chart input[name="by"]:checked').getAttribute('value');
  const issued = page.locator('turnout-chart input[value="occurred"]');
  const asCounted = await reading(page);
  let answer: (route: Route) => Promise<void> = (route) => route.abort();
  await page.route(/by=occurred/u, (route) => answer(route));
  for (const refused of [answer, (route: Route) => route.fulfill({ status: 404, body: '{}' })]) {
    answer = refused;
    await issued.focus();
    await page.keyboard.press('Space');
    await page.waitForSelector('turnout-chart [role="status"]');
    expect(await drawnBy()).toBe('known');
    expect(await reading(page)).toBe(asCounted);
    expect(await page.locator('turnout-chart [aria-busy="true"]').count()).toBe(0);
  }
  let held: Route | null = null;
  answer = async (route) => {
    held = route;
  };
  await page.keyboard.press('Space');
  await page.waitForSelector('turnout-chart [aria-busy="true"]');
  expect(await drawnBy()).toBe('known');
  await expect.poll(() => held).not.toBeNull();
  await (held as Route | null)?.continue();
  await expect.poll(drawnBy).toBe('occurred');
  expect(await page.locator('turnout-chart [role="status"], turnout-chart [aria-busy="true"]').count()).toBe(0);
  // Chromium itself tells of the two loads that failed; of a promise that nobody caught there is none.
  expect(complaints.filter((each) => !each.startsWith('Failed to load resource'))).toEqual([]);
  await page.context().close();
});

it('says so when its code cannot be had, and keeps the drawn curve', async () => {
  const { page } = await openPage('about:blank', { viewport: SIZES.phone });
  await page.route(/turnout-chart.*\.js/u, (route) => route.abort());
  await page.goto(`${land.server.origin}/?lang=en`);
  await page.waitForSelector('[data-age]');
  await page.click('[data-chart]');
  await page.waitForSelector('.failed');
  expect(await page.locator('svg.plot').count()).toBe(1);
  await page.context().close();
});
