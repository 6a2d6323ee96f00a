import { describe, expect, it } from 'vitest';
import { pageMap } from '../../shared/page/country-map.ts';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import { SIZES } from './browser.ts';
import { browsing } from './browsing.ts';
import { PublishedLand } from './published-land.ts';

const land = new PublishedLand();
const openPage = browsing({ begin: () => land.begin(65), end: () => land.stop() });

const published = async () => (await land.server.get('/api/v1/elections/land/map.json')).json<ProjectedMap>();

describe('the published map', () => {
  it('is put up by the wall as it stands, read once, without the boundaries it was drawn from', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.HD });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
    await page.goto(`${land.server.origin}/wall?lang=en&scene=map`);
    await page.waitForSelector('change-map .area');
    const { wide, high, areas, borders } = await published();
    const drawn = await page
      .locator('change-map .area')
      .evaluateAll((paths) => paths.map((path) => [path.getAttribute('data-code'), path.getAttribute('d')]));
    expect(drawn).toEqual(areas.map(({ code, path }) => [code, path]));
    expect(await page.getAttribute('change-map .borders', 'd')).toBe(borders);
    expect(await page.getAttribute('change-map svg', 'viewBox')).toBe(`0 0 ${wide} ${high}`);
    const next = (await land.take()).number;
    await page.waitForFunction((text) => deepText('[data-snapshot]') === text, `snapshot ${next}`);
    expect(asked.filter((path) => path.includes('map.json'))).toEqual(['/api/v1/elections/land/map.json?revision=r1']);
    expect(asked.filter((path) => path.includes('boundaries'))).toEqual([]);
    await page.context().close();
  });

  it('is on the page coarser, each area in its place, before any script runs', async () => {
    const { page } = await openPage(`${land.server.origin}/?lang=en`, { javaScriptEnabled: false });
    const drawn = await page
      .locator('svg.map .land')
      .evaluateAll((paths) => paths.map((path) => [path.getAttribute('data-code'), path.getAttribute('d')]));
    const small = pageMap(await published(), { wide: 1000, high: 620 });
    expect(drawn).toEqual(small.areas.map(({ code, path }) => [code, path]));
    expect(drawn).toHaveLength(20);
    expect(await page.getAttribute('svg.map', 'viewBox')).toBe(`0 0 ${small.wide} ${small.high}`);
    await page.context().close();
  });
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
