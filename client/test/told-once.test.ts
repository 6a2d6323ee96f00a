import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CLIENT, SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';
import { PublishedLand } from './published-land.ts';

const land = new PublishedLand();
const openPage = browsing({ begin: () => land.begin(70), end: () => land.stop() });

const OFFLINE = 'Offline: the server does not answer.';

async function turned(url: string): Promise<Page> {
  const { page } = await openPage('about:blank', { viewport: SIZES.HD });
  await page.clock.install();
  await page.goto(url);
  return page;
}

/** Writes down in `window.heard` what every region that is read aloud says when it changes. */
async function hear(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const aloud = '[aria-live], [role="status"], [role="alert"]';
    const regionOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest(aloud) ?? null;
    const listen = (root: Node): void => {
      new MutationObserver((changes) => {
        const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
        const within = added.flatMap((node) => (node instanceof Element ? [...node.querySelectorAll(aloud)] : []));
        const regions = new Set([...changes.map(({ target }) => regionOf(target)), ...added.map(regionOf), ...within]);
        for (const region of regions) if (region !== null) heard.push(region.textContent ?? '');
      }).observe(root, { childList: true, characterData: true, subtree: true });
      for (const element of (root as Element).querySelectorAll('*')) if (element.shadowRoot) listen(element.shadowRoot);
    };
    listen(document.body);
  });
}

const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard);

describe('a screen that nobody answers any more', () => {
  it('says it aloud once on the page, while the age it shows goes on', async () => {
    const page = await turned(`${land.server.origin}/?lang=en`);
    await page.waitForSelector('[data-age]');
    await hear(page);
    await page.route('**/api/**', (route) => route.abort());
    await page.clock.runFor(90_000);
    await page.waitForSelector('.banner.offline');
    const before = await texts(page, '[data-banner]');
    await page.clock.runFor(60_000);
    expect(await texts(page, '[data-banner]')).not.toEqual(before);
    // Before it is offline its count may have become stale: that too is told once.
    expect((await heard(page)).filter((said) => said !== 'Stale: no new count has come.')).toEqual([OFFLINE]);
    expect((await heard(page)).length).toBeLessThanOrEqual(2);
    await page.context().close();
  });

  it('says it aloud once on the wall', async () => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const page = await turned(`${server.url}/wall?lang=en`);
    await page.waitForSelector('[data-state="live"]');
    await hear(page);
    await server.kill();
    await page.clock.runFor(45_000);
    await page.waitForSelector('[data-state="offline"]');
    const before = await texts(page, '[data-state]');
    await page.clock.runFor(30_000);
    expect(await texts(page, '[data-state]')).not.toEqual(before);
    expect(await heard(page)).toEqual([OFFLINE]);
    await page.context().close();
  });
});

describe('a page as it was written, of which no script ever had an answer', () => {
  it('says so after half a minute, its numbers still there, and is live when it is answered', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.phone });
    await page.clock.install();
    let away = true;
    await page.route('**/api/**', (route) => (away ? route.abort() : route.continue()));
    await page.goto(`${land.server.origin}/?lang=en`);
    const written = (await texts(page, '[data-figure="percent"]'))[0];
    expect(written).toMatch(/^\d/u);
    await page.clock.runFor(20_000);
    expect(await page.locator('[data-banner]').count()).toBe(0);
    await page.clock.runFor(15_000);
    expect(await texts(page, '[data-banner]')).toEqual([OFFLINE]);
    expect(await page.locator('turnout-page[data-aged]').count()).toBe(1);
    expect((await texts(page, '[data-figure="percent"]'))[0]).toBe(written);
    away = false;
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000);
        return page.locator('[data-age]').count();
      })
      .toBe(1);
    expect(await page.locator('.banner.offline, turnout-page[data-aged]').count()).toBe(0);
    await page.context().close();
  });

  it('of a past moment says nothing: it is what it says', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.phone });
    await page.clock.install();
    await page.route('**/api/**', (route) => route.abort());
    await page.goto(`${land.server.origin}/?lang=en&snapshot=60`);
    await page.clock.runFor(60_000);
    expect(await page.locator('.banner.offline').count()).toBe(0);
    expect((await texts(page, '[data-state]'))[0]).toBe('past');
    await page.context().close();
  });
});

it('the button that lets the page go on is in the head when that of the banner is gone', async () => {
  const { page } = await openPage(`${land.server.origin}/?lang=en`, { viewport: SIZES.HD });
  await page.waitForSelector('[data-age]');
  await page.click('header [data-pause]');
  await page.locator('[data-banner] [data-pause]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-banner]').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.matches('header [data-pause]'))).toBe(true);
  await page.context().close();
});
