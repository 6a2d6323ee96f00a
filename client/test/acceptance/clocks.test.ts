import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../server/test/program.ts';
import { Format } from '../../../shared/format.ts';
import { launchChromium, openPage, SIZES, texts } from '../browser.ts';
import { FreshScreens } from './fresh-screens.ts';
import { LiveVote } from './live-vote.ts';
import { shownAgeS, shownNumber, state, watchRedraws } from './screens.ts';

const EN = new Format('en', 'Europe/Moscow');
const vote = new LiveVote();
let browser: Browser;
let screens: FreshScreens;

beforeAll(async () => {
  browser = await launchChromium();
  screens = new FreshScreens(browser, vote.line);
  await vote.play({ from: '2020-06-25T09:40:00+03:00', speed: 60 });
  // The first count is of all minutes up to then at once.
  await until(async () => (await vote.latest()).covers === 1, { what: 'a count of one minute' });
}, 180_000);
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => browser.close());

describe('clocks', () => {
  it('point 4: after eight hours of sleep a wall reconnects and refetches: one redraw, nothing of the night replayed', async () => {
    const wall = await screens.openWall();
    // What is sent to one who sleeps waits in the line.
    vote.line.silence('all');
    const asleepAt = await shownNumber(wall);
    const redraws = await watchRedraws(wall);
    await expect.poll(async () => (await vote.latest()).number).toBeGreaterThan(asleepAt + 4);
    await vote.whileNothingIsCounted(async () => {
      const { number } = await vote.latest();
      const sockets = vote.line.webSockets;
      await wall.clock.fastForward('08:00:00');
      await expect.poll(() => vote.line.webSockets).toBeGreaterThan(sockets);
      vote.line.release();
      await expect.poll(() => shownNumber(wall)).toBe(number);
      expect((await redraws()).numbers.length).toBe(1);
    });
    await wall.waitForSelector(state('live'));
  });

  it.each([
    ['five minutes ahead of', 300_000],
    ['five minutes behind', -300_000],
  ])('point 7: on a screen whose clock is %s the server’s, times and age are right', async (_, aheadMs) => {
    const wall = await screens.openWall('', aheadMs);
    const number = await shownNumber(wall);
    await expect.poll(() => shownNumber(wall)).toBeGreaterThan(number + 2);
    // By the screen's own clock the numbers would be five minutes old, or not yet be.
    expect(await shownAgeS(wall)).toBeLessThan(7);
    expect((await texts(wall, '[data-next]'))[0]).toMatch(/^next in 0:0\d$/u);
    const [snapshot, asOf] = await wall.evaluate(() => [deepText('[data-snapshot]'), deepText('[data-as-of]')]);
    const filed = (await fetch(
      `${vote.program.url}/api/v1/elections/ru-2020/snapshots/${snapshot?.replace(/\D/gu, '')}.json`,
    ).then((answer) => answer.json())) as { asOf: string };
    expect(asOf).toBe(EN.time(filed.asOf));
    expect(await wall.locator(state('live')).count()).toBe(1);
    const skewOf = async (byMs: number) => {
      const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
      await page.clock.install({ time: Date.now() + byMs });
      await page.goto(`${vote.line.url}/desk?lang=en`);
      await page.waitForSelector(state('live'));
      return texts(page, '[data-skew]');
    };
    const away = aheadMs > 0 ? 'ahead of' : 'behind';
    expect(await skewOf(aheadMs)).toEqual([
      `This screen’s clock is ${away} the server’s: 5 minutes. The times shown are right.`,
    ]);
    expect(await skewOf(0)).toEqual([]);
  });

  it.each([
    ['two hours on', 7_200_000],
    ['two hours back', -7_200_000],
  ])('a screen whose clock is set %s while it shows stays right and live', async (_, byMs) => {
    const wall = await screens.openWall();
    await wall.clock.setSystemTime(Date.now() + byMs);
    const number = await shownNumber(wall);
    await expect.poll(() => shownNumber(wall), { timeout: 40_000 }).toBeGreaterThan(number + 5);
    await wall.waitForSelector(state('live'));
    expect(await shownAgeS(wall)).toBeLessThan(7);
  });
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
