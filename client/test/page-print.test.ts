import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { PublishedLand } from './published-land.ts';

/** More than one sheet of A4 holds, in more columns of tiles than a phone has room for, so that narrow screens show the map. */
const DISTRICTS = 85;
const land = new PublishedLand({ districts: DISTRICTS });
/** A sheet of A4 between its margins of 14 mm: 182 mm of 96 / 25.4 pixels. */
const SHEET = { width: 688, height: 1009 };
let latest: Snapshot;
const openPage = browsing({
  begin: async () => {
    await land.freeze(await land.begin(1));
    latest = await land.take(69);
  },
  end: () => land.stop(),
});

const address = (path: string, query: string) => `${land.server.origin}${path}?${query}`;

async function printed(path: string, query: string, ready = '[data-age]'): Promise<Page> {
  const { page } = await openPage(address(path, query), { viewport: SHEET });
  await page.waitForSelector(ready);
  await page.emulateMedia({ media: 'print' });
  return page;
}

/** Lightness of a colour as paper has it, 0 black to 1 white (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/gu) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('the page on paper', () => {
  it('is A4: numbered sheets, each of the table’s under what was counted, when, and its heads', async () => {
    const page = await printed('/', 'lang=en');
    const which = page.locator('.districts .which');
    expect(await which.isVisible()).toBe(true);
    expect(await texts(page, '.districts .which')).toEqual([
      `Rehearsal · Land, a vote on nothing, 3 to 5 May 2024 · 4 May 2024, 14:09, Moscow Time · Snapshot ${latest.number}`,
    ]);
    const head = page.locator('.districts thead');
    expect(await head.evaluate((thead) => getComputedStyle(thead).display)).toBe('table-header-group');
    // A button would not be drawn again on the second sheet; the words under it are.
    expect(await page.locator('.districts thead button').filter({ visible: true }).count()).toBe(0);
    expect(await texts(page, '.districts thead th span')).toEqual([
      'District',
      '%',
      'since 13:00',
      'issued',
      'registered',
    ]);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/gu)];
    // The number, the country and the curve are a sheet and a half; 86 rows of some 5 mm are two more at most.
    expect(sheets.length).toBeGreaterThanOrEqual(3);
    expect(sheets.length).toBeLessThanOrEqual(4);
    for (const [, ...sides] of sheets) expect(sides.map((side) => Math.round(Number(side)))).toEqual([595, 842]);
    await page.context().close();
  });

  it('says when and where these numbers stand for good, not that they are live, and nothing that is to be pressed', async () => {
    for (const path of ['/', '/areas/XX-AB']) {
      const page = await printed(path, 'lang=en');
      expect(await page.locator('.fresh .state').isVisible()).toBe(false);
      const query = `lang=en&election=land&snapshot=${latest.number}`;
      expect(await texts(page, '[data-address]')).toEqual([address(path, query)]);
      expect(await page.locator('[data-address]').isVisible()).toBe(true);
      const pressed = 'nav, button, input, .files, .hours, [data-go-live], .back';
      expect(await page.locator(pressed).filter({ visible: true }).count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SHEET.width);
      await page.emulateMedia({ media: 'screen' });
      expect(await page.locator('[data-address]').isVisible()).toBe(false);
      await page.context().close();
    }
  });

  it('of a past moment says so in words on white', async () => {
    const page = await printed('/', `lang=en&election=land&snapshot=${latest.number - 1}`, '.state.past');
    expect(await page.locator('.state.past').isVisible()).toBe(true);
    const banner = page.locator('[data-banner]');
    expect(await banner.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
    expect(await banner.locator('a').isVisible()).toBe(false);
    await page.context().close();
  });

  it('has the tiles with their values, in greys that can be told apart and written on in black', async () => {
    const page = await printed('/', 'lang=en&theme=dark');
    expect(await page.locator('.map').isVisible()).toBe(false);
    expect(await page.locator('.tile .value').filter({ visible: true }).count()).toBe(DISTRICTS);
    const greys = await page
      .locator('.step')
      .evaluateAll((steps) => steps.map((step) => getComputedStyle(step).backgroundColor));
    const lights = greys.map((grey) => luminance(grey) + 0.05);
    expect(lights).toHaveLength(5);
    lights.slice(1).forEach((light, i) => {
      expect((lights[i] ?? 0) / light, `${greys[i]} and ${greys[i + 1]}`).toBeGreaterThan(1.3);
    });
    // Black is 0.05.
    expect((lights.at(-1) ?? 0) / 0.05).toBeGreaterThan(4.5);
    await page.context().close();
  });
});

describe('86 districts on a phone', () => {
  const rows = async (javaScriptEnabled: boolean, media: 'screen' | 'print') => {
    const { page } = await openPage(address('/', 'lang=en'), { viewport: SIZES.phone, javaScriptEnabled });
    if (javaScriptEnabled) await page.waitForSelector('.districts thead button');
    await page.emulateMedia({ media });
    const { height = 0 } = (await page.locator('.districts').boundingBox()) ?? {};
    const { height: all = 0 } = (await page.locator('.districts table').boundingBox()) ?? {};
    await page.context().close();
    return { height, all };
  };

  it('scroll within three quarters of the screen, so that what follows is near', async () => {
    const { height, all } = await rows(true, 'screen');
    expect(height).toBeLessThanOrEqual(SIZES.phone.height * 0.76);
    expect(all).toBeGreaterThan(2 * height);
  });

  it('are all there without scripts, and on paper', async () => {
    for (const { height, all } of [await rows(false, 'screen'), await rows(true, 'print')]) {
      expect(all).toBeGreaterThan(0);
      expect(height).toBeGreaterThanOrEqual(all);
    }
  });
});
