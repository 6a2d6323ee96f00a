import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';
import { overlaps, placedTexts } from './geometry.ts';

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

const looks = [
  { lang: 'en', theme: 'dark' },
  { lang: 'ru', theme: 'light' },
] as const;
/** Each size in one of the two looks; with the full counts in both. */
const sizesIn = (lang: string) =>
  Object.entries(SIZES).filter((_, i) => fullCounts || (i % 2 === 0) === (lang === 'en'));

describe.each(looks)('in $lang, $theme', ({ lang, theme }) => {
  const server = new FixtureServer(CLIENT);
  beforeAll(() => server.start());
  afterAll(() => server.kill());

  const open = async (path: string, viewport: (typeof SIZES)[keyof typeof SIZES]) => {
    const opened = await openPage(browser, `${server.url}${path}?lang=${lang}&theme=${theme}`, { viewport });
    await opened.page.waitForSelector('[data-as-of]');
    await opened.page.evaluate(() => document.fonts.ready);
    return opened;
  };

  it.each(sizesIn(lang))(
    'the page at %s has no sideways scroll, and nothing overlaps or is cut off',
    async (_, size) => {
      const { page, complaints } = await open('/', size);
      await page.waitForSelector('[data-rise]');
      const shown = await placedTexts(page);
      expect(overlaps(shown)).toEqual([]);
      expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it.each(sizesIn(lang))('the desk at %s scrolls sideways only inside its grid', async (_, size) => {
    const { page, complaints } = await open('/desk', size);
    await page.waitForSelector('bulletin-grid tbody tr:last-child td:last-child .value');
    // What is scrolled under the grid's heads stands there unseen.
    const shown = await placedTexts(page, 'bulletin-grid');
    expect(overlaps(shown)).toEqual([]);
    expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

it('a long name over two lines, and the day under it where there is room, stay within the wall’s header', async () => {
  const server = new FixtureServer(CLIENT);
  await server.start();
  const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
  const ru = 'Город, электронное голосование, Государственное собрание, 17–19 сентября 2021 года';
  await page.route('**/elections/land', (route) =>
    route.fulfill({ json: { ...server.election.description, names: { ru } } }),
  );
  await page.goto(`${server.url}/wall?lang=ru`);
  await page.waitForSelector('[data-rise]');
  await page.evaluate(() => document.fonts.ready);
  const edges = (selector: string) =>
    page.locator(selector).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return { top, bottom };
    });
  const [header, name, day] = [await edges('header'), await edges('header h1'), await edges('header [data-day]')];
  // Two lines of 2.72 hundredths of 1,080 px.
  expect(name.bottom - name.top).toBeGreaterThan(50);
  expect(name.top).toBeGreaterThanOrEqual(header.top);
  expect(day.bottom).toBeLessThanOrEqual(header.bottom);
  await page.setViewportSize({ width: 1280, height: 960 });
  const [low, lowName] = [await edges('header'), await edges('header h1')];
  expect(lowName.top).toBeGreaterThanOrEqual(low.top);
  expect(lowName.bottom).toBeLessThanOrEqual(low.bottom);
  await page.context().close();
  await server.kill();
});
