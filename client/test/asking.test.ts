import type { Browser, Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';
import { PublishedLand } from './published-land.ts';
import { TurnedClock } from './turned-clock.ts';

const MINUTE_MS = 60_000;
const EN = new Format('en', 'Europe/Moscow');
let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A screen whose clock is turned, and the paths it has asked for. */
async function screen(url: string, path: string, ready: string) {
  const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
  await page.clock.install();
  const clock = new TurnedClock(page);
  const asked: string[] = [];
  page.on('request', (request: Request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${url}${path}`);
  await page.waitForSelector(ready);
  await clock.stop();
  return { page, clock, times: (file: string) => asked.filter((each) => each.endsWith(file)).length };
}

async function served() {
  const server = new FixtureServer(CLIENT);
  await server.start();
  const end = async (page: Page) => {
    await page.context().close();
    await server.kill();
  };
  /** A minute passes for the screen and for the server, which then takes so many snapshots. */
  const minute = async (clock: TurnedClock, snapshots = 1) => {
    for (let second = 0; second < 60; second++) {
      server.clockShiftMs += 1_000;
      await clock.turn(1_000);
    }
    server.step(snapshots);
  };
  return { server, minute, end };
}

/** Holds back what is asked for under a path, until it is let go on. */
async function holdBack(page: Page, path: RegExp): Promise<{ isAsked: () => boolean; letGo: () => Promise<void> }> {
  let held: Route | null = null;
  let isOpen = false;
  await page.route(path, async (route) => {
    if (isOpen) await route.continue();
    else held = route;
  });
  const letGo = async () => {
    isOpen = true;
    await held?.continue();
  };
  return { isAsked: () => held !== null, letGo };
}

describe('a wall', () => {
  it('reads its curve again when it missed a count while it was being read', async () => {
    const { server, minute, end } = await served();
    const { page, clock, times } = await screen(server.url, '/wall?lang=en', '[data-state="live"]');
    // Both parts of the curve, as counted and, before that, as issued.
    await expect.poll(() => times('/series.json')).toBe(2);
    await clock.turn(1_000);
    const reading = await holdBack(page, /series\.json/u);
    server.step(3);
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000);
        return reading.isAsked();
      })
      .toBe(true);
    server.step(2);
    await page.waitForFunction((text) => deepText('[data-snapshot]') === text, `snapshot ${server.number}`);
    await reading.letGo();
    await expect.poll(() => times('/series.json')).toBe(4);
    // 16:05 by now: the next step of ten minutes is far, and no count is missed any more.
    await minute(clock);
    await expect.poll(() => times('/series.json')).toBe(6);
    await minute(clock);
    expect(times('/series.json')).toBe(6);
    await end(page);
  });

  it('tells a correction within a minute and a half though its announcement was missed', async () => {
    const land = new PublishedLand({ intervalMs: MINUTE_MS });
    await land.start();
    await land.open();
    const corrected = await land.take(61);
    await land.freeze(corrected);
    const { page, clock } = await screen(land.server.origin, '/wall?lang=en', '.bulletin');
    const told = async () => (await texts(page, 'footer b'))[0] ?? '';
    expect(await told()).toContain(EN.count(corrected.total.issued));
    const issued = corrected.total.issued - 90;
    await land.freeze(corrected, { kind: 'correction', corrects: 1, issued });
    await clock.turn(1.5 * MINUTE_MS);
    expect(await told()).toContain(EN.count(issued));
    await page.context().close();
    await land.stop();
  });
});

describe('the page', () => {
  it('reads its curve once while the same count is the newest, however often it asks', async () => {
    const { server, end } = await served();
    const { page, clock, times } = await screen(server.url, '/?lang=en', '[data-state="live"]');
    await clock.turn(MINUTE_MS);
    // Each 18 seconds, so that silence is noticed.
    expect(times('/now.json')).toBeGreaterThanOrEqual(3);
    expect(times('/series.json')).toBe(2);
    await end(page);
  });
});

it.each(['/', '/wall'])('%s says that there is no such moment for as long as the server says so', async (path) => {
  const { server, end } = await served();
  const missing = 'text=No snapshot of that moment exists.';
  const { page, clock } = await screen(server.url, `${path}?lang=en&snapshot=99999`, missing);
  await clock.turn(1.5 * MINUTE_MS);
  expect(await page.locator(missing).count()).toBe(1);
  await end(page);
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
