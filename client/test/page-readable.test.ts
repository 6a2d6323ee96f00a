import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { overlaps, placedTexts } from './geometry.ts';
import { PublishedLand } from './published-land.ts';
import { smallTargets } from './small-targets.ts';

/** Of the made-up districts each fifth has sent nothing yet: AF, AK and AP. */
const land = new PublishedLand({ missingEach: 5 });
const openPage = browsing({
  begin: async () => {
    await land.freeze(await land.begin(1));
    await land.take(69);
  },
  end: () => land.stop(),
});

const SMALL = { width: 320, height: 640 };

async function open(path: string, viewport: { width: number; height: number }): Promise<Page> {
  const { page } = await openPage(`${land.server.origin}${path}`, { viewport });
  await page.waitForSelector('[data-age]');
  await page.click('[data-chart]');
  await page.locator('turnout-chart canvas').waitFor();
  await page.click('turnout-chart summary');
  await page.locator('turnout-chart tbody tr >> nth=0').waitFor();
  return page;
}

const PAGES = ['/?lang=en', '/?lang=ru', '/areas/XX-AB?lang=en', '/areas/XX-AB?lang=ru'];

describe('the page on a narrow screen, its chart and its table open', () => {
  it.each(PAGES)(
    '%s scrolls sideways nowhere at 320 px, and its targets are large enough for a finger',
    async (path) => {
      const page = await open(path, SMALL);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SMALL.width);
      expect(await smallTargets(page)).toEqual([]);
      await page.context().close();
    },
  );

  it.each(PAGES)('%s can have its text at twice the size', async (path) => {
    const page = await open(path, SIZES.phone);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SIZES.phone.width);
    const all = await placedTexts(page, 'svg, .districts, turnout-chart, .unseen, .spoken, .pause span');
    expect(overlaps(all)).toEqual([]);
    expect(all.filter(({ clipped, size }) => clipped && size > 8).map(({ text }) => text)).toEqual([]);
    await page.context().close();
  });
});

it('every digit is as wide as another, in each place where numbers change', async () => {
  const { page } = await openPage(`${land.server.origin}/?lang=en`, { viewport: SIZES.HD });
  await page.waitForSelector('[data-age]');
  const widths = await page
    .locator('[data-figure], .districts td.pct, .districts td.issued, .tile .value, [data-age], .clock, .rise b')
    .evaluateAll((all) => {
      const range = document.createRange();
      return all.map((element) => {
        const text = element.firstChild as Text;
        return ['1111', '8888'].map((digits) => {
          text.data = digits;
          range.selectNodeContents(element);
          return Math.round(range.getBoundingClientRect().width * 10) / 10;
        });
      });
    });
  expect(widths.length).toBeGreaterThan(40);
  expect(widths.filter(([narrow, wide]) => narrow !== wide)).toEqual([]);
  await page.context().close();
});

describe('districts that have sent nothing yet', () => {
  it('are hatched and told in words on tiles and map, never in the lowest colour', async () => {
    const { page } = await openPage(`${land.server.origin}/?lang=en`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-age]');
    for (const code of ['XX-AF', 'XX-AK', 'XX-AP']) {
      const tile = page.locator(`.tile[data-code="${code}"]`);
      expect(await tile.getAttribute('aria-label')).toMatch(/: nothing counted yet$/u);
      expect(await tile.locator('.value').textContent()).toBe('—');
      expect(await tile.locator('rect[fill="url(#hatch)"]').count()).toBe(1);
    }
    await page.click('.views label:has([value="map"])');
    await page.locator('.map').waitFor();
    expect(await page.locator('.tiles').isVisible()).toBe(false);
    const fills = await page
      .locator('.land')
      .evaluateAll((all) => all.map((path) => [path.getAttribute('data-code'), getComputedStyle(path).fill] as const));
    const hatched = fills.filter(([, fill]) => fill.includes('hatch-map')).map(([code]) => code);
    expect(hatched).toEqual(['XX-AF', 'XX-AK', 'XX-AP']);
    expect(await page.locator('.land[data-code="XX-AF"] title').textContent()).toBe('District AF: nothing counted yet');
    expect((await texts(page, '.legend'))[0]).toContain('nothing counted yet');
    await page.context().close();
  });

  it.each(['en', 'ru', 'ar'])('leave each column of the table its room, in %s', async (lang) => {
    const { page } = await openPage(`${land.server.origin}/?lang=${lang}`, {
      viewport: { width: 1440, height: 1000 },
    });
    await page.waitForSelector('.districts [data-sort="rise"]');
    const widths = await page
      .locator('.districts')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    expect(widths.scrollWidth).toBeLessThanOrEqual(widths.clientWidth);
    // Told across the bar's column and the rise's.
    expect(await page.getAttribute('tr[data-code="XX-AF"] .drawn', 'colspan')).toBe('2');
    expect(await page.locator('tr[data-code="XX-AF"] .rise').count()).toBe(0);
    await page.context().close();
  });

  it('have a dash in the table, stand last whichever way it is sorted, and are named where completeness is told', async () => {
    const { page } = await openPage(`${land.server.origin}/?lang=en`, { viewport: SIZES.phone });
    await page.waitForSelector('[data-age]');
    const last = async () =>
      page
        .locator('.districts tbody tr')
        .evaluateAll((all) => all.slice(-4).map((row) => row.getAttribute('data-code')));
    const unranked = ['XX-ABROAD', 'XX-AF', 'XX-AK', 'XX-AP'];
    expect((await last()).toSorted()).toEqual(unranked);
    await page.click('.districts [data-sort="pct"]');
    await page.waitForSelector('.districts th.pct[aria-sort="ascending"]');
    expect((await last()).toSorted()).toEqual(unranked);
    expect(await texts(page, 'tr[data-code="XX-AF"] .pct')).toEqual(['—']);
    expect(await texts(page, 'tr[data-code="XX-AF"] .drawn')).toEqual(['nothing counted yet']);
    // The lowest named is the lowest of those that were counted.
    const lowest = (await texts(page, '.districts tbody th'))[0] ?? '';
    expect((await texts(page, '[data-panel="tiles"] h2'))[0]).toMatch(
      new RegExp(`lowest: ${lowest.replace(' †', '')}$`, 'u'),
    );
    expect(await texts(page, '[data-uncounted]')).toEqual([
      'Nothing counted yet in District AF, District AK and District AP.',
    ]);
    expect((await texts(page, '[data-coverage]'))[0]).toMatch(
      /^\d+ of \d+ precinct counts heard, with \d+\.\d\d% of the register/u,
    );
    await page.context().close();
  });
});
