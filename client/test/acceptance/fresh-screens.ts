import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage, SIZES, texts } from '../browser.ts';
import { overlaps, placedTexts } from '../geometry.ts';
import type { BadLine } from './bad-line.ts';
import { sideways, state } from './screens.ts';
import { walkSizes } from './whole-wall.ts';

/** Beside its header each scene has so many panels with numbers of their own: total, tiles and curve; total and map. */
const PANELS = { headline: 3, map: 2 } as const;

/** A screen to look at, each in one of the languages and themes. */
export interface FreshScreen {
  readonly scene: 'headline' | 'map';
  readonly lang: 'en' | 'ru' | 'ar';
  readonly theme: 'dark' | 'light';
}

/** Opens screens behind a line, each with a clock that can be turned. */
export class FreshScreens {
  readonly #browser: Browser;
  readonly #line: BadLine;

  constructor(browser: Browser, line: BadLine) {
    this.#browser = browser;
    this.#line = line;
  }

  /** A wall that is live and has drawn its panels, on a screen whose clock says something else by `aheadMs`. */
  async openWall(query = '', aheadMs = 0, lang = 'en'): Promise<Page> {
    const { page } = await openPage(this.#browser, 'about:blank', { viewport: SIZES.HD });
    await page.clock.install({ time: Date.now() + aheadMs });
    await page.goto(`${this.#line.url}/wall?lang=${lang}${query}`);
    await page.waitForSelector(state('live'));
    await page.waitForSelector('.tile, change-map');
    return page;
  }

  /** Walls side by side, and a telephone with the public page. */
  async open(screens: readonly FreshScreen[]) {
    const walls = await Promise.all(
      screens.map(async (screen) => {
        const { scene, lang, theme } = screen;
        const wall = await this.openWall(`&scene=${scene}&theme=${theme}`, 0, lang);
        // In the first hours there is no hour before to compare with.
        await wall.waitForSelector(scene === 'map' ? 'change-map .area' : '.headline-scene canvas');
        return { wall, screen };
      }),
    );
    const { page } = await openPage(this.#browser, 'about:blank', { viewport: SIZES.phone });
    await page.clock.install();
    await page.goto(`${this.#line.url}/?lang=en`);
    await page.waitForSelector(state('live'));
    return { walls, page };
  }
}

/** What a state must say. */
export interface Expected {
  readonly state: string;
  /** On a screen in English. */
  readonly said: RegExp;
  readonly panel: RegExp;
}

/** By word, mark and time, on the header and on each panel, with nothing on top of anything at any size. */
export async function expectTold(page: Page, { scene, lang }: FreshScreen, expected: Expected) {
  await page.waitForSelector(state(expected.state), { timeout: 40_000 });
  const panels = page.locator(`[data-panel-state="${expected.state}"]`);
  await expect.poll(() => panels.count()).toBe(PANELS[scene]);
  await standStill(page);
  expect(await page.locator('[data-panel-state]').count()).toBe(PANELS[scene]);
  expect(await panels.locator('svg *').count()).toBeGreaterThanOrEqual(PANELS[scene]);
  expect((await texts(page, '[data-age]'))[0]).toMatch(/\d+:\d\d/u);
  for (const panel of await panels.allInnerTexts()) expect(panel).toMatch(lang === 'en' ? expected.panel : /\d/u);
  if (lang === 'en') expect((await texts(page, state(expected.state)))[0]).toMatch(expected.said);
  expect(await walkSizes(page, page.clock)).toEqual([]);
  await page.clock.resume();
}

/** Holds a page's clock, so that no state passes while it is looked at. */
export async function standStill(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 500);
}

/** The page says so by word, mark and time; its numbers are grey when they are old, and nothing stands on anything. */
export async function expectPageTold(page: Page, expected: Expected) {
  await page.waitForSelector(state(expected.state), { timeout: 40_000 });
  expect(await texts(page, '[data-state]')).toEqual([expected.state]);
  expect(await page.locator('[data-state] svg *').count()).toBeGreaterThan(0);
  expect((await texts(page, '[data-age]'))[0]).toMatch(/^age (\d:\d\d|1 min(ute)?)$/u);
  const aged = expected.state === 'stale' || expected.state === 'offline';
  expect(await page.locator('turnout-page[data-aged]').count()).toBe(aged ? 1 : 0);
  if (aged) expect((await texts(page, '[data-banner]'))[0]).toMatch(expected.said);
  expect(overlaps(await placedTexts(page, 'svg, .unseen, .spoken'))).toEqual([]);
  expect(await sideways(page)).toEqual([]);
}
