import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { PublishedLand } from './published-land.ts';

const EN = new Format('en', 'Europe/Moscow');
const ISSUED = '[data-figure="issued"] >> nth=0';
const land = new PublishedLand();
const openPage = browsing({ begin: () => land.begin(70), end: () => land.stop() });

const address = (path = '/') => `${land.server.origin}${path}?lang=en`;

interface Seen {
  readonly changes: number;
  readonly shown: readonly string[];
  readonly heard: readonly string[];
}

/** Counts every change of the page from now on, and keeps each text of the main number and of the live region. */
async function watch(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const seen = { changes: 0, shown: [] as string[], heard: [] as string[] };
    Object.assign(window, { seen });
    const all = { childList: true, characterData: true, attributes: true, subtree: true };
    new MutationObserver((list) => (seen.changes += list.length)).observe(document.documentElement, all);
    const keep = (selector: string, into: string[]) => {
      const element = document.querySelector(selector);
      if (element !== null) new MutationObserver(() => into.push(element.textContent ?? '')).observe(element, all);
    };
    keep('[data-figure="issued"]', seen.shown);
    keep('.spoken', seen.heard);
  });
  return () => page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

/** Resolves when the page was answered a snapshot of at least that number. */
function answered(page: Page, number: number) {
  return page.waitForResponse(
    async (response) =>
      response.url().includes('/now.json') &&
      response.status() === 200 &&
      ((await response.json()) as { number: number }).number >= number,
    { timeout: 60_000 },
  );
}

describe('a page that is paused', () => {
  it('changes nothing for ten minutes, says of which count it is, and goes on with the newest in one step', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.phone });
    await page.clock.install();
    await page.goto(address());
    await page.waitForSelector('[data-age]');
    const { asOf } = land.latest;
    await page.focus('.pause');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-state="paused"]');
    expect((await texts(page, '[data-banner] span'))[0]).toMatch(
      new RegExp(`^Paused at the count of ${EN.time(asOf)}, 4 May, which was \\d+ seconds? old then\\.`, 'u'),
    );
    // Its freshness claims nothing: neither live nor an age that stands still, nor a next count.
    expect(await texts(page, '[data-state]')).toEqual(['paused']);
    expect(await page.locator('[data-age], [data-next]').count()).toBe(0);

    const seen = await watch(page);
    const newest = answered(page, land.latest.number + 2);
    await land.take(2);
    for (let minute = 0; minute < 10; minute++) await page.clock.runFor('01:00');
    await newest;
    expect(await seen()).toEqual({ changes: 0, shown: [], heard: [] });

    await page.locator('[data-banner] [data-pause]').press('Enter');
    await page.waitForSelector('[data-age]');
    const issued = EN.count(land.latest.total.issued);
    expect(await texts(page, ISSUED)).toEqual([issued]);
    expect((await seen()).shown).toEqual([issued]);
    expect((await seen()).heard).toHaveLength(1);
    await page.context().close();
  }, 120_000);

  it('still sorts and searches what it shows', async () => {
    const { page } = await openPage(address(), { viewport: SIZES.phone });
    await page.waitForSelector('[data-age]');
    await page.click('.pause');
    await page.fill('[data-search]', 'abroad');
    await page.waitForFunction(() => document.querySelectorAll('.districts tbody tr').length === 1);
    await page.click('.pause');
    await page.waitForSelector('[data-age]');
    expect(await page.inputValue('[data-search]')).toBe('abroad');
    await page.context().close();
  });

  it('is not offered for a moment in the past, which stands still by itself', async () => {
    const { page } = await openPage(`${address()}&snapshot=3`, { viewport: SIZES.phone });
    await page.waitForSelector('.districts [data-sort]');
    expect(await page.locator('.pause').count()).toBe(0);
    await page.context().close();
  });
});

describe('a district’s own page', () => {
  it('goes on by itself: the old number, then the new one, told once', async () => {
    const { page, complaints } = await openPage(address('/areas/XX-AB'), { viewport: SIZES.phone });
    await page.waitForSelector('[data-age]');
    const seen = await watch(page);
    const i = land.latest.areas.codes.indexOf('XX-AB');
    const { areas } = await land.take();
    const issued = EN.count(areas.issued[i] ?? 0);
    await expect.poll(() => texts(page, ISSUED), { timeout: 60_000 }).toEqual([issued]);
    const { shown, heard } = await seen();
    expect(shown).toEqual([issued]);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain(`${issued} ballots issued`);
    expect(await texts(page, 'h1')).toEqual(['District AB †']);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('says nothing of others: no table, no tiles, its own channels alone', async () => {
    const { page } = await openPage(address('/areas/XX-AC'), { viewport: SIZES.phone });
    await page.waitForSelector('[data-age]');
    expect(await page.locator('.districts, .tiles, .map, [data-channel]').count()).toBe(0);
    await page.context().close();
  });
});

describe('the table of districts', () => {
  it('is sorted and searched by keyboard, and says so', async () => {
    const { page } = await openPage(address(), { viewport: SIZES.HD });
    await page.waitForSelector('.districts [data-sort="issued"]');
    await page.focus('.districts [data-sort="issued"]');
    const sorted = () =>
      page.locator('.districts th').evaluateAll((all) => all.flatMap((th) => th.getAttribute('aria-sort') ?? []));
    expect(await sorted()).toEqual(['descending']);
    await page.keyboard.press('Enter');
    const issued = async () =>
      (await texts(page, '.districts tbody .issued')).map((text) => Number(text.replaceAll(',', '')));
    expect(await page.getAttribute('.districts th.issued', 'aria-sort')).toBe('descending');
    expect(await issued()).toEqual((await issued()).toSorted((a, b) => b - a));
    await page.keyboard.press('Space');
    expect(await page.getAttribute('.districts th.issued', 'aria-sort')).toBe('ascending');
    expect(await sorted()).toEqual(['ascending']);
    expect(await issued()).toEqual((await issued()).toSorted((a, b) => a - b));
    // The same head still has the focus: its row was not made anew.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-sort'))).toBe('issued');
    await page.locator('[data-search]').pressSequentially('aut');
    await expect.poll(() => texts(page, '[data-matching]')).toEqual(['1 of 21 districts shown']);
    expect(await page.getAttribute('[data-matching]', 'role')).toBe('status');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.context().close();
  });
});
