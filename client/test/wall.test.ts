import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import type { FixtureOptions } from './fixture-election.ts';
import { FixtureServer } from './fixture-server.ts';
import { overlaps, placedTexts } from './geometry.ts';
import { TurnedClock } from './turned-clock.ts';

const format = new Format('en', 'Europe/Moscow');
let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A server of its own for each story, and a wall that looks at it. */
async function story(options: Partial<FixtureOptions> = {}, query = '') {
  const server = new FixtureServer(CLIENT, options);
  await server.start();
  const { page, complaints } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
  await page.goto(`${server.url}/wall?lang=en${query}`);
  const end = async () => {
    await page.context().close();
    await server.kill();
  };
  return { server, page, complaints, end };
}

/** The same, live, its clock then standing still. */
async function turnedStory() {
  const server = new FixtureServer(CLIENT);
  await server.start();
  const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
  await page.clock.install();
  const clock = new TurnedClock(page);
  await page.goto(`${server.url}/wall?lang=en`);
  await page.waitForSelector('[data-state="live"]');
  await clock.stop();
  const isLive = () => page.evaluate((text) => liveAt(text), `snapshot ${server.number}`);
  await page.evaluate(() => {
    const liveAt = (text: string) => deepText('[data-snapshot]') === text && deepText('[data-state]') === 'live';
    Object.assign(window, { liveAt });
  });
  const end = async () => {
    await page.context().close();
    await server.kill();
  };
  return { server, page, clock, isLive, end };
}

describe('the wall', () => {
  it('shows what was sent: total, both channels with their fractions, number, instant and zone', async () => {
    const { server, page, complaints, end } = await story();
    await page.waitForSelector('[data-snapshot]');
    const { total, channels, number } = server.latest;
    const figures = (figure: string) => texts(page, `[data-figure="${figure}"]`);
    expect(await figures('percent')).toEqual(
      [total, channels.online, channels.station].map((count) => format.percentNumber(count?.turnoutPct ?? null)),
    );
    expect(await figures('issued')).toEqual(
      [total, channels.online, channels.station].map((count) => format.count(count?.issued ?? -1)),
    );
    expect(await figures('registered')).toEqual(
      [total, channels.online, channels.station].map((count) => format.count(count?.registered ?? -1)),
    );
    expect(await texts(page, '[data-snapshot]')).toEqual([`snapshot ${number}`]);
    expect(await texts(page, '[data-status]')).toEqual(['provisional']);
    // Snapshot 181 is three hours after 13:00; the screen itself stands in New York.
    expect(await texts(page, '[data-as-of]')).toEqual(['16:00']);
    expect(await texts(page, '[data-zone]')).toEqual(['Moscow Time']);
    expect(complaints).toEqual([]);
    await end();
  });

  it('shows each district once, with one decimal, and a dash where nobody is registered', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('tile-grid');
    const { codes, issued, registered } = server.latest.areas;
    const values = await page
      .locator('tile-grid .tile')
      .evaluateAll((tiles) =>
        tiles.map((tile) => [tile.getAttribute('data-code'), tile.querySelector('.value')?.textContent]),
      );
    const expected = codes
      .map((code, i) => [code, format.percentShort(issued[i] ?? 0, registered[i] ?? 0)])
      .filter(([code]) => code !== 'XX-ABROAD');
    expect(values).toEqual(expected);
    expect((await texts(page, 'tile-legend .entry')).join()).toMatch(/Abroad [\d,]+ issued, no register/u);
    await end();
  });

  it('puts up the next snapshot at once, whole, with nothing in between', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('[data-figure="percent"]');
    const before = await texts(page, '[data-figure="issued"]');
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const figure = document.querySelector('turnout-wall')?.shadowRoot?.querySelector('turnout-figure')?.shadowRoot;
      const read = () => figure?.querySelector('[data-figure="issued"]')?.textContent ?? '';
      if (figure)
        new MutationObserver(() => seen.push(read())).observe(figure, {
          subtree: true,
          characterData: true,
          childList: true,
        });
    });
    const next = format.count(server.step(7).total.issued);
    await page.waitForFunction((text) => (window as unknown as { seen: string[] }).seen.includes(text), next);
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(new Set(seen)).toEqual(new Set([next]));
    expect(before[0]).not.toBe(next);
    await end();
  });

  it('tells the server what it shows', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('[data-state="live"]');
    await expect.poll(() => server.reports.at(-1)?.snapshot, { timeout: 30_000 }).toBe(server.number);
    expect(server.reports.at(-1)?.scene).toBe('headline');
    await end();
  });

  it.each([
    ['five minutes ahead of', 300_000],
    ['five minutes behind', -300_000],
  ])('shows the right times and ages beside a server whose clock is %s the screen’s', async (_, shiftMs) => {
    const server = new FixtureServer(CLIENT);
    server.clockShiftMs = shiftMs;
    await server.start();
    const { page } = await openPage(browser, `${server.url}/wall?lang=en`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="live"]');
    server.step();
    await page.waitForFunction((text) => deepText('[data-snapshot]') === text, `snapshot ${server.number}`);
    // By the screen's own clock the numbers would be five minutes old, or not yet be.
    expect((await texts(page, '[data-age]'))[0]).toMatch(/^age 0:\d\d$/u);
    expect((await texts(page, '[data-next]'))[0]).toMatch(/^next in [01]:\d\d$/u);
    expect(await texts(page, '[data-as-of]')).toEqual(['16:01']);
    expect(await page.locator('[data-state="live"]').count()).toBe(1);
    await page.context().close();
    await server.kill();
  });

  it('is late, then stale, by the age of its numbers, though the socket stays connected', async () => {
    const { server, page, end } = await story({ intervalMs: 1000 });
    await page.waitForSelector('[data-state="live"]');
    const shown = (await texts(page, '[data-figure="percent"]'))[0];
    server.silent = true;
    // Intervals of 1 s: late from 6.5 s, stale from 13 s.
    await page.waitForSelector('[data-state="late"]');
    await page.waitForSelector('[data-state="stale"]');
    expect((await texts(page, '[data-state]'))[0]).toMatch(/^Stale: numbers are \d+ seconds old$/u);
    expect(server.connected).toBe(1);
    expect(server.connections).toBe(1);
    expect(await page.locator('.aged').count()).toBe(3);
    expect((await texts(page, '[data-figure="percent"]'))[0]).toBe(shown);
    const age = await ageMs(page);
    await expect.poll(() => ageMs(page)).toBeGreaterThan(age);
    server.silent = false;
    server.step();
    await page.waitForSelector('[data-state="live"]');
    await end();
  });

  it('keeps its numbers when the server dies, says so, and is live again within 15 seconds of its return', async () => {
    const { server, page, clock, isLive, end } = await turnedStory();
    const before = await texts(page, '[data-figure="issued"]');
    const loads: string[] = [];
    page.on('framenavigated', (frame) => loads.push(frame.url()));
    await server.kill();
    const early = await ageMs(page);
    // Two minutes: by then it waits longest between two attempts.
    await clock.turn(120_000);
    // What is read is up to a tick old, at both ends.
    expect(Math.abs((await ageMs(page)) - early - 120_000)).toBeLessThanOrEqual(2_000);
    expect(await texts(page, '[data-figure="issued"]')).toEqual(before);
    expect((await texts(page, '[data-state]'))[0]).toMatch(/^Offline: no answer for 2 minutes$/u);
    expect(overlaps(await placedTexts(page))).toEqual([]);
    server.number += 30;
    await server.start();
    await clock.turnUntil('live', 15_000, isLive);
    expect((await texts(page, '[data-figure="issued"]'))[0]).toBe(format.count(server.latest.total.issued));
    // Never loaded anew, so never a browser's error page.
    expect(loads).toEqual([]);
    await end();
  });

  it('asks over HTTP when the socket says nothing', async () => {
    const { server, page, end } = await story({ intervalMs: 1000 });
    await page.waitForSelector('[data-state="live"]');
    server.silent = true;
    const { number } = server.step(5);
    await page.waitForFunction((text) => deepText('[data-snapshot]') === text, `snapshot ${number}`);
    await end();
  });

  it('wakes from eight hours of sleep within 10 seconds, with one redraw, and replays nothing', async () => {
    const { server, page, clock, isLive, end } = await turnedStory();
    await watchSnapshots(page);
    server.silent = true;
    server.step(240);
    server.silent = false;
    await page.clock.fastForward('08:00:00');
    await clock.turnUntil('live on a new connection', 10_000, async () => server.connections === 2 && (await isLive()));
    // What would be replayed has had its time.
    await clock.turn(10_000);
    expect(server.connections).toBe(2);
    expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([
      `snapshot ${server.number}`,
    ]);
    await end();
  });

  it('follows a rehearsal that was begun anew and counts from 1 again', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('[data-snapshot]');
    server.number = 1;
    server.step();
    await page.waitForFunction(() => deepText('[data-snapshot]') === 'snapshot 2');
    await end();
  });

  it('wears the rehearsal mark in a rehearsal, and none in an election', async () => {
    const rehearsal = await story();
    await rehearsal.page.waitForSelector('rehearsal-band');
    expect((await texts(rehearsal.page, 'rehearsal-band .sentence'))[0]).toMatch(/are simulated\.$/u);
    expect((await texts(rehearsal.page, 'rehearsal-band .word'))[0]?.toLowerCase()).toBe('rehearsal');
    await rehearsal.end();
    const live = await story({ mode: 'live' });
    await live.page.waitForSelector('[data-snapshot]');
    expect(await live.page.locator('rehearsal-band').count()).toBe(0);
    await live.end();
  });

  it('shows a past moment as past, however old, and does not follow', async () => {
    const { server, page, end } = await story({}, '&at=2024-05-04T15:30:00%2B03:00');
    await page.waitForSelector('[data-state="past"]');
    server.step(10);
    // 15:30 is 150 minutes after 13:00, which is number 1.
    expect(await texts(page, '[data-snapshot]')).toEqual(['snapshot 151']);
    expect(await texts(page, '[data-as-of]')).toEqual(['15:30']);
    expect(await page.getAttribute('[data-go-live]', 'href')).toBe('/wall?lang=en');
    await end();
  });
});

/** Writes down in `window.seen` what each redraw puts in the place of the snapshot's number. */
async function watchSnapshots(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const wall = document.querySelector('turnout-wall')?.shadowRoot;
    const note = () => seen.push(deepText('[data-snapshot]'));
    const place = wall?.querySelector('[data-snapshot]');
    if (place) new MutationObserver(note).observe(place, { subtree: true, characterData: true, childList: true });
  });
}

async function ageMs(page: Page): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d\d)/u.exec((await texts(page, '[data-age]'))[0] ?? '') ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
/** Whether a wall says that it is live at a snapshot. */
declare function liveAt(snapshot: string): boolean;
