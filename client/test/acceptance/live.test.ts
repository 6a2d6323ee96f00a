import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../../shared/format.ts';
import { launchChromium, openPage, SIZES, texts } from '../browser.ts';
import { anotherBuild } from './another-build.ts';
import {
  type Expected,
  expectPageTold,
  expectTold,
  type FreshScreen,
  FreshScreens,
  standStill,
} from './fresh-screens.ts';
import { LiveVote } from './live-vote.ts';
import { collectStates, countLoads, shownAgeS, shownNumber, state } from './screens.ts';
import { lost, walkSizes } from './whole-wall.ts';

const EN = new Format('en', 'Europe/Moscow');
const vote = new LiveVote();
const THEMES = ['dark', 'light'] as const;
let browser: Browser;
let screens: FreshScreens;

beforeAll(async () => {
  browser = await launchChromium();
  screens = new FreshScreens(browser, vote.line);
  // Kamchatka has opened; it is ten to midnight in Moscow.
  await vote.play({ from: '2020-06-24T23:50:00+03:00', speed: 60 });
}, 180_000);
afterAll(() => browser.close());

const closeAll = () => Promise.all(browser.contexts().map((context) => context.close()));

describe('a wall through one night, never touched', () => {
  let wall: Page;
  let loads: () => number;

  it('goes from one day to the next at midnight in Moscow, in New York too', async () => {
    wall = await screens.openWall();
    loads = countLoads(wall);
    expect((await texts(wall, '[data-as-of]'))[0]).toMatch(/^23:5\d$/u);
    await expect.poll(async () => (await texts(wall, '[data-as-of]'))[0]).toMatch(/^00:\d\d$/u);
    expect(await texts(wall, '[data-day]')).toEqual(['Day 1 of 7, 25 June']);
    expect(await wall.locator(state('live')).count()).toBe(1);
  });

  it('point 6: the server is killed: data stays visible, age text keeps growing, no browser error page', async () => {
    await vote.program.kill();
    // What was on its way has come by then.
    await wall.clock.runFor(2_000);
    const before = await texts(wall, '[data-figure="issued"]');
    const number = await shownNumber(wall);
    const ages: number[] = [];
    for (let i = 0; i < 4; i++) {
      await wall.clock.runFor(12_000);
      ages.push(await shownAgeS(wall));
    }
    expect(ages).toEqual(ages.toSorted((a, b) => a - b));
    // Three times twelve seconds; what is read is up to a tick old at both ends.
    expect((ages.at(-1) ?? 0) - (ages[0] ?? 0)).toBeGreaterThanOrEqual(34);
    await wall.waitForSelector(state('offline'));
    expect(await texts(wall, '[data-figure="issued"]')).toEqual(before);
    expect(await shownNumber(wall)).toBe(number);
    expect(await lost(wall, SIZES.HD)).toEqual([]);
    expect(loads()).toBe(0);
  });

  it('point 6: no reload until the server answers; then live within 15 s of the wall’s clock', async () => {
    await vote.line.cut();
    await vote.play({ to: '2020-06-25T09:40:00+03:00', speed: 6000 });
    await vote.program.stop();
    await vote.play({ speed: 60 });
    const number = await shownNumber(wall);
    for (let i = 0; i < 15; i++) await wall.clock.runFor(1_000);
    await wall.waitForSelector(state('live'));
    await expect.poll(() => shownNumber(wall)).toBeGreaterThan(number);
    expect(await texts(wall, '[data-day]')).toEqual(['Day 1 of 7, 25 June']);
    expect(loads()).toBe(0);
  });

  it('a new build is deployed: the wall loads it once, when the server gives it whole, and goes on', async () => {
    const script = () => wall.evaluate(() => document.querySelector('script[type="module"]')?.getAttribute('src'));
    expect(await script()).not.toContain('-anew.js');
    await vote.program.stop();
    // It looks for a new build each minute; none is given, and there is no error page.
    await wall.clock.runFor(80_000);
    expect(loads()).toBe(0);
    await vote.play({ speed: 60, home: await anotherBuild() });
    await expect
      .poll(async () => {
        await wall.clock.runFor(10_000);
        return loads();
      })
      .toBe(1);
    await wall.waitForSelector(state('live'));
    await wall.waitForSelector('.tile');
    expect(await script()).toContain('-anew.js');
    await closeAll();
  });
});

describe('freshness, on every panel, in both themes', () => {
  afterEach(closeAll);

  it('points 1, 2, 5, 14 and 45: live, late, then stale by the age of the data while the socket stays connected, and live again', async () => {
    const { walls, page } = await screens.open([
      { scene: 'headline', lang: 'en', theme: 'dark' },
      { scene: 'headline', lang: 'ru', theme: 'light' },
      { scene: 'map', lang: 'ar', theme: 'dark' },
    ]);
    const [{ wall: first }] = walls as [(typeof walls)[0]];
    await Promise.all(
      walls.map(async ({ wall }) => {
        await standStill(wall);
        expect(await wall.locator('[data-panel-state]').count()).toBe(0);
        expect(await walkSizes(wall, wall.clock)).toEqual([]);
        await wall.clock.resume();
      }),
    );
    for (const { wall } of walls) await wall.waitForSelector(state('live'));
    const opened = vote.line.webSockets;
    const marks: string[] = [];
    const note = async () =>
      marks.push(
        await first.evaluate(() => deepText('[data-panel-state]').replace(/[\d:]/gu, '')),
        await first.locator('[data-panel-state] svg').first().innerHTML(),
      );
    const told = (expected: Expected) =>
      Promise.all([
        ...walls.map(({ wall, screen }) => expectTold(wall, screen, expected)),
        expectPageTold(page, expected),
      ]);
    await vote.whileNothingIsCounted(async () => {
      // A page that still lags behind the last count would be live once more.
      const { number } = await vote.latest();
      await expect.poll(() => shownNumber(page)).toBe(number);
      // Intervals of 1 s: late from 6.5 s, stale from 13 s.
      await told({ state: 'late', said: /^late$/u, panel: /^late\s+0:\d\d old$/u });
      await note();
      const shown = await texts(first, '[data-figure="issued"]');
      await told({ state: 'stale', said: /^Stale: numbers are \d+ seconds old$/u, panel: /^stale\s+\d:\d\d old$/u });
      await note();
      expect(await texts(first, '[data-figure="issued"]')).toEqual(shown);
      expect(vote.line.webSockets).toBe(opened);
      expect(vote.line.openWebSockets).toBe(walls.length);
    });
    for (const { wall } of walls) await wall.waitForSelector(state('live'));
    await page.waitForSelector(state('live'));
    // Word and mark of late and stale, without any colour: four different ones.
    expect(new Set(marks).size).toBe(4);
  });

  it.each<{ fault: string; shown: FreshScreen[] }>([
    {
      fault: 'a server that hangs',
      shown: [
        { scene: 'headline', lang: 'en', theme: 'light' },
        { scene: 'map', lang: 'en', theme: 'dark' },
      ],
    },
    {
      fault: 'a line that is cut',
      shown: [
        { scene: 'headline', lang: 'ru', theme: 'dark' },
        { scene: 'map', lang: 'ar', theme: 'light' },
      ],
    },
    {
      fault: 'a line that says nothing',
      shown: [
        { scene: 'headline', lang: 'ar', theme: 'light' },
        { scene: 'map', lang: 'en', theme: 'dark' },
      ],
    },
  ])('points 1, 2 and 45: offline behind $fault, and live again by itself', async ({ fault, shown }) => {
    const { walls, page } = await screens.open(shown);
    const pages = [...walls.map(({ wall }) => wall), page];
    const loads = pages.map(countLoads);
    const { pid, url } = vote.program;
    if (fault === 'a server that hangs') process.kill(pid, 'SIGSTOP');
    else if (fault === 'a line that is cut') await vote.line.cut();
    else vote.line.silence('all');
    try {
      const offline = {
        state: 'offline',
        said: /^Offline: no answer for (\d+ seconds|1 minute)$/u,
        panel: /^offline\s+(\d:\d\d|1 min) old$/u,
      };
      for (const each of pages) for (let i = 0; i < 4; i++) await each.clock.runFor(10_000);
      await Promise.all([
        ...walls.map(({ wall, screen }) => expectTold(wall, screen, offline)),
        expectPageTold(page, offline),
      ]);
    } finally {
      process.kill(pid, 'SIGCONT');
      await vote.line.lead(url);
      vote.line.release();
    }
    for (const each of pages) {
      await each.clock.runFor(15_000);
      await each.waitForSelector(state('live'));
    }
    expect(loads.map((count) => count())).toEqual([0, 0, 0]);
  });

  it('point 45: a chosen moment is past, and does not follow', async () => {
    const { asOf, number } = await vote.at('2020-06-25T08:00:00+03:00');
    const latest = await vote.latest();
    const walls = await Promise.all(
      THEMES.map((theme) =>
        openPage(browser, `${vote.line.url}/wall?lang=en&theme=${theme}&election=ru-2020&snapshot=${number}`, {
          viewport: SIZES.HD,
        }),
      ),
    );
    for (const { page } of walls) {
      await page.waitForSelector(state('past'));
      expect(await texts(page, state('past'))).toEqual(['past']);
      expect(await texts(page, '[data-as-of]')).toEqual([EN.time(asOf)]);
      expect(await page.locator('[data-age]').count()).toBe(0);
    }
    await expect.poll(async () => (await vote.latest()).number).toBeGreaterThan(latest.number + 1);
    for (const { page } of walls) expect(await shownNumber(page)).toBe(number);
  });

  it('point 5: with the websockets alone silent a wall asks by itself, and stays live', async () => {
    const wall = await screens.openWall();
    vote.line.silence('websockets');
    const states = await collectStates(wall);
    try {
      const number = await shownNumber(wall);
      await expect.poll(() => shownNumber(wall), { timeout: 40_000 }).toBeGreaterThan(number + 5);
      // Late at most, between two answers that it had to ask for.
      expect((await states()).filter((name) => name !== 'live' && name !== 'late')).toEqual([]);
      await wall.waitForSelector(state('live'));
    } finally {
      vote.line.release();
    }
  });
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
