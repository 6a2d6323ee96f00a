import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

const format = new Format('en', 'Europe/Moscow');
let browser: Browser;
let server: FixtureServer;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  // 13 hours after the first: two days of bulletins, 13:00 to 02:00; 14:00 is a notice.
  server = new FixtureServer(CLIENT, {}, 781);
  await server.start();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

async function desk() {
  const opened = await openPage(browser, `${server.url}/desk?lang=en`, { viewport: SIZES.HD });
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
