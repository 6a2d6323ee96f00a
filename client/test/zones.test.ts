import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { noteCanvasText } from './canvas-text.ts';
import { FixtureServer } from './fixture-server.ts';
import { saidTexts } from './said-texts.ts';

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/**
 * Every time of day that each scene says of number 181, three hours after 13:00: 16:00, the hour before, the oldest count, of
 * 13:00, and the published count of noon in what is heard of the curve.
 */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  headline: ['12:00', '13:00', '15:00', '16:00'],
  press: ['16:00'],
  map: ['15:00', '16:00'],
};

/** Times of day in some texts, each once. Ages and waits have one digit before the colon: they are below ten minutes. */
function timesIn(said: readonly string[]): string[] {
  return [...new Set(said.flatMap((text) => text.match(/\b\d\d:\d\d\b/gu) ?? []))].sort();
}

it.each([
  ['headline', '[data-rise]'],
  ['press', '.press-scene'],
  ['map', 'change-map text'],
])('says the same on a screen in New York, Moscow or Kamchatka, the %s with all its times', async (scene, whole) => {
  const server = new FixtureServer(CLIENT);
  await server.start();
  const said: string[][] = [];
  for (const timezoneId of ['America/New_York', 'Europe/Moscow', 'Asia/Kamchatka']) {
    const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD, timezoneId });
    await noteCanvasText(page);
    await page.goto(`${server.url}/wall?lang=en&scene=${scene}`);
    await page.waitForSelector(whole);
    await expect.poll(async () => timesIn(await saidTexts(page))).toEqual(TIMES[scene]);
    said.push(await saidTexts(page));
    expect(await texts(page, '[data-zone]')).toEqual(['Moscow Time']);
    await page.context().close();
  }
  expect(said[1]).toEqual(said[0]);
  expect(said[2]).toEqual(said[0]);
  await server.kill();
});
