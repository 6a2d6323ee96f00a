import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import type { FixtureOptions } from './fixture-election.ts';
import { FixtureServer } from './fixture-server.ts';

const format = new Format('en', 'Europe/Moscow');
let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A server of its own for each story, and a wall that looks at it. */
async function story(options: Partial<FixtureOptions> = {}, query = '') {
  const server = new FixtureServer(CLIENT, options);
  await server.start();
  const { page, complaints } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
  await page.goto(`${server.url}/wall?lang=en${query}`);
  const end = async () => {
    await page.context().close();
    await server.kill();
  };
  return { server, page, complaints, end };
}

describe('the wall', () => {
  it('shows what was sent: total, both channels with their fractions, number, instant and zone', async () => {
    const { server, page, complaints, end } = await story();
    await page.waitForSelector('[data-snapshot]');
    const { total, channels, number } = server.latest;
    const figures = (figure: string) => texts(page, `[data-figure="${figure}"]`);
    expect(await figures('percent')).toEqual(
      [total, channels.online, channels.station].map((count) => format.percentNumber(count?.turnoutPct ?? null)),
    );
    expect(await figures('issued')).toEqual(
      [total, channels.online, channels.station].map((count) => format.count(count?.issued ?? -1)),
    );
    expect(await figures('registered')).toEqual(
      [total, channels.online, channels.station].map((count) => format.count(count?.registered ?? -1)),
    );
    expect(await texts(page, '[data-snapshot]')).toEqual([`snapshot ${number}`]);
    expect(await texts(page, '[data-status]')).toEqual(['provisional']);
    // Snapshot 181 is three hours after 13:00; the screen itself stands in New York.
    expect(await texts(page, '[data-as-of]')).toEqual(['16:00']);
    expect(await texts(page, '[data-zone]')).toEqual(['Moscow Time']);
    expect(complaints).toEqual([]);
    await end();
  });

  it('shows each district once, with one decimal, and a dash where nobody is registered', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('tile-grid');
    const { codes, issued, registered } = server.latest.areas;
    const values = await page
      .locator('tile-grid .tile')
      .evaluateAll((tiles) =>
        tiles.map((tile) => [tile.getAttribute('data-code'), tile.querySelector('.value')?.textContent]),
      );
    const expected = codes
      .map((code, i) => [code, format.percentShort(issued[i] ?? 0, registered[i] ?? 0)])
      .filter(([code]) => code !== 'XX-ABROAD');
    expect(values).toEqual(expected);
    expect((await texts(page, 'tile-legend .entry')).join()).toMatch(/Abroad [\d,]+ issued, no register/u);
    // The dagger of one of them is explained where it stands.
    expect(await page.locator('.tile.disputed .code').first().textContent()).toMatch(/†$/u);
    expect(await texts(page, '[data-disputed-key]')).toEqual(['† disputed in the map data']);
    await end();
  });

  it('puts up the next snapshot at once, whole, with nothing in between', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('[data-figure="percent"]');
    const before = await texts(page, '[data-figure="issued"]');
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const figure = document.querySelector('turnout-wall')?.shadowRoot?.querySelector('turnout-figure')?.shadowRoot;
      const read = () => figure?.querySelector('[data-figure="issued"]')?.textContent ?? '';
      if (figure)
        new MutationObserver(() => seen.push(read())).observe(figure, {
          subtree: true,
          characterData: true,
          childList: true,
        });
    });
    const next = format.count(server.step(7).total.issued);
    await page.waitForFunction((text) => (window as unknown as { seen: string[] }).seen.includes(text), next);
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(new Set(seen)).toEqual(new Set([next]));
    expect(before[0]).not.toBe(next);
    await end();
  });

  it('tells the server what it shows', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('[data-state="live"]');
    await expect.poll(() => server.reports.at(-1)?.snapshot, { timeout: 30_000 }).toBe(server.number);
    expect(server.reports.at(-1)?.scene).toBe('headline');
    await end();
  });

  it.each([
    ['five minutes ahead of', 300_000],
    ['five minutes behind', -300_000],
  ])('shows the right times and ages beside a server whose clock is %s the screen’s', async (_, shiftMs) => {
    const server = new FixtureServer(CLIENT);
    server.clockShiftMs = shiftMs;
    await server.start();
    const { page } = await openPage(browser, `${server.url}/wall?lang=en`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="live"]');
    server.step();
    await page.waitForFunction((text) => deepText('[data-snapshot]') === text, `snapshot ${server.number}`);
    // By the screen's own clock the numbers would be five minutes old, or not yet be.
    expect((await texts(page, '[data-age]'))[0]).toMatch(/^age 0:\d\d$/u);
    expect((await texts(page, '[data-next]'))[0]).toMatch(/^next in (0:\d\d|1 minute)$/u);
    expect(await texts(page, '[data-as-of]')).toEqual(['16:01']);
    expect(await page.locator('[data-state="live"]').count()).toBe(1);
    await page.context().close();
    await server.kill();
  });

  it('follows a rehearsal that was begun anew and counts from 1 again', async () => {
    const { server, page, end } = await story();
    await page.waitForSelector('[data-snapshot]');
    server.number = 1;
    server.step();
    await page.waitForFunction(() => deepText('[data-snapshot]') === 'snapshot 2');
    await end();
  });

  it('wears the rehearsal mark in a rehearsal, and none in an election', async () => {
    const rehearsal = await story();
    await rehearsal.page.waitForSelector('rehearsal-band');
    expect((await texts(rehearsal.page, 'rehearsal-band .sentence'))[0]).toMatch(/are simulated\.$/u);
    expect((await texts(rehearsal.page, 'rehearsal-band .word'))[0]?.toLowerCase()).toBe('rehearsal');
    await rehearsal.end();
    const live = await story({ mode: 'live' });
    await live.page.waitForSelector('[data-snapshot]');
    expect(await live.page.locator('rehearsal-band').count()).toBe(0);
    await live.end();
  });

  it('shows a past moment as past, however old, and does not follow', async () => {
    const { server, page, end } = await story({}, '&at=2024-05-04T15:30:00%2B03:00');
    await page.waitForSelector('[data-state="past"]');
    server.step(10);
    // 15:30 is 150 minutes after 13:00, which is number 1.
    expect(await texts(page, '[data-snapshot]')).toEqual(['snapshot 151']);
    expect(await texts(page, '[data-as-of]')).toEqual(['15:30']);
    expect(await page.getAttribute('[data-go-live]', 'href')).toBe('/wall?lang=en');
    await end();
  });
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
