import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A minute between snapshots: late from 95 s of age, stale from 190 s; the server keeps answering. */
const STATES = [
  { state: 'live', ageMs: 0, icon: 'circle', said: /^live$/u, time: /^age 0:\d\d$/u },
  { state: 'late', ageMs: 120_000, icon: 'circle', said: /^late$/u, time: /^age 2:\d\d$/u },
  { state: 'stale', ageMs: 240_000, icon: 'path', said: /^Stale: numbers are 4 minutes old$/u, time: /^age 4:\d\d$/u },
] as const;

describe.each(['dark', 'light'])('in %s', (theme) => {
  it.each(STATES)('a wall whose numbers are $ageMs ms old is $state by icon, word and time', async (expected) => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const taken = server.latest;
    server.silent = true;
    server.clockShiftMs = expected.ageMs;
    const { page } = await openPage(browser, `${server.url}/wall?lang=en&theme=${theme}`, { viewport: SIZES.HD });
    await page.waitForSelector(`[data-state="${expected.state}"]`);
    expect((await texts(page, '[data-state]'))[0]).toMatch(expected.said);
    expect((await texts(page, '[data-age]'))[0]).toMatch(expected.time);
    expect(await page.locator(`wall-header svg ${expected.icon}`).count()).toBeGreaterThan(0);
    // Every panel says the same; one that is live needs no badge.
    const panels = await page
      .locator('[data-panel-state]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-panel-state')));
    expect(panels).toEqual(expected.state === 'live' ? [] : [expected.state, expected.state, expected.state]);
    expect(await page.locator('.aged svg').count()).toBe(panels.length);
    expect((await texts(page, '[data-snapshot]'))[0]).toBe(`snapshot ${taken.number}`);
    await page.context().close();
    await server.kill();
  });

  it('a chosen moment is past, whatever its age', async () => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const query = `lang=en&theme=${theme}&snapshot=151`;
    const { page } = await openPage(browser, `${server.url}/wall?${query}`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="past"]');
    expect((await texts(page, '[data-state]'))[0]).toBe('past');
    expect((await texts(page, '[data-as-of]'))[0]).toBe('15:30');
    expect(await page.locator('[data-age]').count()).toBe(0);
    await page.context().close();
    await server.kill();
  });

  it('the last count of all is final and does not age', async () => {
    // Number 1 is 13:00 on 4 May; voting ends at 20:00 on 5 May, 31 hours = 1,860 minutes later.
    const server = new FixtureServer(CLIENT, {}, 1862);
    await server.start();
    const { page } = await openPage(browser, `${server.url}/wall?lang=en&theme=${theme}`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="final"]');
    expect((await texts(page, '[data-state]'))[0]).toBe('final');
    expect(await page.locator('[data-age]').count()).toBe(0);
    expect((await texts(page, '[data-status]'))[0]).toBe('final');
    await page.context().close();
    await server.kill();
  });
});
