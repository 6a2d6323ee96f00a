import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

const format = new Format('en', 'Europe/Moscow');
let browser: Browser;
let server: FixtureServer;
/** Three hours that were not counted, then three that were; nothing is known of each fifth district. */
let began: FixtureServer;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  // 13 hours after the first: two days of bulletins, 13:00 to 02:00; 14:00 is a notice.
  server = new FixtureServer(CLIENT, {}, 781);
  began = new FixtureServer(CLIENT, { notices: [0, 1, 2], missingEach: 5 }, 301);
  await Promise.all([server.start(), began.start()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([server.kill(), began.kill()]);
});

async function desk(at = server) {
  const opened = await openPage(browser, `${at.url}/desk?lang=en`, { viewport: SIZES.HD });
  await opened.page.waitForFunction(() =>
    document.querySelector('turnout-desk')?.shadowRoot?.querySelector('bulletin-grid'),
  );
  await opened.page.waitForSelector('bulletin-grid tbody tr:last-child td:last-child .value');
  return opened;
}

describe('the desk', () => {
  it('shows the hours of the newest day, the whole first, as they were frozen', async () => {
    const { page, complaints } = await desk();
    expect(await texts(page, 'bulletin-grid .hour')).toEqual(['00:00', '01:00', '02:00']);
    const totals = [661, 721, 781].map((number) => server.at(number).total);
    expect(await texts(page, 'bulletin-grid .total .value')).toEqual(
      totals.map((total) => format.percentNumber(total.turnoutPct)),
    );
    expect(await texts(page, 'bulletin-grid .total .under')).toEqual(totals.map((total) => format.count(total.issued)));
    expect(await page.locator('bulletin-grid tbody tr').count()).toBe(1 + server.latest.areas.codes.length);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows what came since the hour before, across midnight', async () => {
    const { page } = await desk();
    await page.click('text=Increase');
    const issued = [601, 661, 721, 781].map((number) => server.at(number).total.issued);
    const rises = issued.slice(1).map((n, i) => format.rise(n - (issued[i] ?? 0)));
    await expect.poll(() => texts(page, 'bulletin-grid .total .under')).toEqual(rises);
    await page.context().close();
  });

  it('keeps an hour that was not counted in its place, without a figure', async () => {
    const { page } = await desk();
    await page.click('.days button >> nth=0');
    await expect
      .poll(async () => (await texts(page, 'bulletin-grid .hour')).slice(0, 3))
      .toEqual(['13:00', '14:00', '15:00']);
    expect(await texts(page, 'bulletin-grid .total .notice')).toEqual(['—']);
    expect((await texts(page, 'bulletin-grid thead th >> nth=2'))[0]).toMatch(/not counted/u);
    await page.context().close();
  });

  it('folds hours on end that were not counted, and those that were share the room', async () => {
    const { page } = await desk(began);
    expect(await texts(page, 'bulletin-grid .hour')).toEqual(['13:00–15:00', '16:00', '17:00', '18:00']);
    // Neither frozen nor checked: nothing was counted that could be.
    expect((await texts(page, 'bulletin-grid thead th >> nth=1'))[0]).toBe('13:00–15:00 not counted');
    const widths = await page
      .locator('bulletin-grid .total > *')
      .evaluateAll((cells) => cells.map((cell) => cell.clientWidth));
    const grid = await page.locator('bulletin-grid').evaluate((element) => element.clientWidth);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeGreaterThan(grid - 5);
    expect(widths[1]).toBeLessThan(130);
    expect(Math.min(...widths.slice(2))).toBeGreaterThan(200);
    await page.context().close();
  });

  it('draws each percentage, with what came since the hour before', async () => {
    const { page, complaints } = await desk(began);
    const [before, now] = [began.at(241).total, began.at(301).total];
    const drawn = await page
      .locator('bulletin-grid .total td.drawn')
      .last()
      .evaluate((cell) => ['--from', '--to'].map((name) => Number(getComputedStyle(cell).getPropertyValue(name))));
    expect(drawn[0]).toBeCloseTo(before.turnoutPct!, 2);
    expect(drawn[1]).toBeCloseTo(now.turnoutPct!, 2);
    // Of electors abroad there is no register, so no share.
    expect(await page.locator('bulletin-grid [data-code="XX-ABROAD"] td.drawn').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('has a dash and says why where nothing is counted yet, and noughts are for where nobody came', async () => {
    const { page } = await desk(began);
    const cells = page.locator('bulletin-grid [data-code="XX-AF"] td');
    expect(await cells.allInnerTexts()).toEqual(['—', '—', '—', '—']);
    expect(await cells.evaluateAll((each) => each.map((cell) => cell.getAttribute('title')))).toEqual([
      'not counted as it passed',
      ...Array(3).fill('nothing counted yet'),
    ]);
    await page.context().close();
  });

  it('has districts by name, those disputed with their mark, and finds them', async () => {
    const { page } = await desk(began);
    const names = () => texts(page, 'bulletin-grid tbody th');
    const all = await names();
    expect(all.slice(0, 4)).toEqual(['Land', 'Abroad', 'District AA', 'District AB †']);
    expect(all.at(-1)).toBe('The Autonomous District of the Upper and Lower Valleys');
    expect(await texts(page, '[data-disputed]')).toEqual([
      '† Territory marked as disputed in the map data; counted here as the source counts it.',
    ]);
    await page.fill('input[type="search"]', 'vALLeys');
    await expect.poll(names).toEqual(['Land', all.at(-1)]);
    expect(await texts(page, '[data-matching]')).toEqual(['1 of 77 districts shown']);
    await page.fill('input[type="search"]', '');
    await expect.poll(names).toEqual(all);
    await page.context().close();
  });

  it.each(['Pacific/Pago_Pago', 'Asia/Kamchatka', 'Pacific/Tongatapu'])(
    'names the days as they are in %s',
    async (timezone) => {
      const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
      await page.route('**/elections/land', async (route) => {
        await route.fulfill({ json: { ...server.election.description, timezone } });
      });
      await page.goto(`${server.url}/desk?lang=en`);
      const there = new Format('en', timezone);
      const days = server.election.bulletins(server.number).bulletins.map(({ asOf }) => there.day(asOf));
      await expect.poll(() => texts(page, '.days button')).toEqual([...new Set(days)]);
      await page.context().close();
    },
  );

  it('links each hour to its files and begins its hash', async () => {
    const { page } = await desk();
    const newest = server.election.bulletins(server.number).bulletins.at(-1);
    const head = page.locator('bulletin-grid thead th').last();
    expect(await head.locator('a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))).toEqual([
      `/api/v1/elections/land/bulletins/${newest?.number}.json`,
      `/api/v1/elections/land/bulletins/${newest?.number}.csv`,
    ]);
    expect(await head.locator('code').textContent()).toBe(newest?.sha256.slice(0, 8));
    expect(await page.locator('aside li').count()).toBe(newest?.number);
    await page.context().close();
  });

  it('moves from cell to cell by arrow keys, Home and End', async () => {
    const { page } = await desk();
    await page.locator('bulletin-grid tbody td').first().focus();
    const place = () =>
      page.evaluate(() => {
        const cell = document.querySelector('turnout-desk')?.shadowRoot?.querySelector('bulletin-grid')
          ?.shadowRoot?.activeElement;
        const row = cell?.parentElement;
        return cell instanceof HTMLTableCellElement && row instanceof HTMLTableRowElement
          ? [row.sectionRowIndex, cell.cellIndex]
          : null;
      });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await place()).toEqual([1, 2]);
    await page.keyboard.press('End');
    expect(await place()).toEqual([1, 3]);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await place()).toEqual([1, 1]);
    await page.keyboard.press('Control+End');
    expect(await place()).toEqual([server.latest.areas.codes.length, 3]);
    await page.context().close();
  });

  it('is entered by Tab though its first hour was not counted, and again where it was left', async () => {
    const { page } = await desk(began);
    const place = () =>
      page.evaluate(() => {
        const cell = document.querySelector('turnout-desk')?.shadowRoot?.querySelector('bulletin-grid')
          ?.shadowRoot?.activeElement;
        return cell instanceof HTMLTableCellElement ? `${cell.closest('tr')?.dataset.code} ${cell.cellIndex}` : null;
      });
    await page.focus('input[type="search"]');
    // Past the heads' links: two for each of the three hours.
    for (let i = 0; i < 7; i++) await page.keyboard.press('Tab');
    expect(await place()).toBe(' 1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await place()).toBe('XX-ABROAD 2');
    await page.keyboard.press('Shift+Tab');
    expect(await place()).toBeNull();
    await page.keyboard.press('Tab');
    expect(await place()).toBe('XX-ABROAD 2');
    await page.context().close();
  });

  it('keeps heads in sight however far the grid is scrolled', async () => {
    const { page } = await openPage(browser, `${server.url}/desk?lang=en`, { viewport: SIZES.phone });
    await page.waitForSelector('bulletin-grid tbody tr:last-child td:last-child .value');
    await page.click('.days button >> nth=0');
    await expect.poll(() => texts(page, 'bulletin-grid .hour')).toContain('22:00');
    const grid = page.locator('bulletin-grid');
    await grid.evaluate((element) => element.scrollTo(element.scrollWidth, element.scrollHeight));
    const [box, corner] = [
      await grid.boundingBox(),
      await page.locator('bulletin-grid thead th').first().boundingBox(),
    ];
    expect(Math.abs((corner?.y ?? -99) - (box?.y ?? 0))).toBeLessThan(2);
    // No hour is seen before the names either.
    expect(await grid.evaluate((element) => element.scrollLeft)).toBeGreaterThan(50);
    expect(Math.abs((corner?.x ?? -99) - (box?.x ?? 0))).toBeLessThan(2);
    await page.context().close();
  });
});
