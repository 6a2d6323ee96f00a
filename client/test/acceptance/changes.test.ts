import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../../shared/format.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { launchChromium, openPage, SIZES, texts } from '../browser.ts';
import { drawings, noteCanvasText } from '../canvas-text.ts';
import { LiveVote } from './live-vote.ts';
import { shownNumber, watchRedraws } from './screens.ts';
import { textsOf, watchNumbers } from './watch-numbers.ts';

const EN = new Format('en', 'Europe/Moscow');
const vote = new LiveVote();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
  // The first hour of the online channel, whose ballots come each minute.
  await vote.play({ from: '2020-06-25T10:20:00+03:00', speed: 60 });
}, 180_000);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

async function open(path: '/' | '/wall', query = '', options: BrowserContextOptions = {}): Promise<Page> {
  const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD, ...options });
  await page.clock.install();
  await noteCanvasText(page);
  await page.goto(`${vote.line.url}${path}?lang=en${query}`);
  await page.waitForSelector('[data-age]');
  return page;
}

const numberIn = (text: string) => Number(text.replace(/\D/gu, ''));

async function filed(number: number): Promise<Snapshot> {
  const answer = await fetch(`${vote.program.url}/api/v1/elections/ru-2020/snapshots/${number}.json`);
  return (await answer.json()) as Snapshot;
}

/** Waits until the page has shown so many other numbers. */
async function follow(page: Page, redraws: () => Promise<{ numbers: string[] }>, many: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.clock.runFor(1_000);
        return new Set((await redraws()).numbers).size;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(many);
}

describe.each(['/', '/wall'] as const)('%s while numbers change', (path) => {
  it('point 23: each displayed number is one the server sent: old, then new, nothing between', async () => {
    const page = await open(path);
    const before = await shownNumber(page);
    const [redraws, seen] = [await watchRedraws(page), await watchNumbers(page)];
    await follow(page, redraws, 3);
    const shown = [...new Set((await redraws()).numbers.map(numberIn))];
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(shown[0]).toBeGreaterThan(before);
    // One more may have been drawn before the numbers are read.
    const last = await shownNumber(page);
    const { texts: stood } = await seen();
    const sent = await Promise.all([...new Set([before, ...shown, last])].map(filed));
    const told = textsOf(sent, EN);
    // The whole and two channels, three numbers each, and 85 tiles.
    expect(Object.keys(stood).length).toBe(3 * 3 + 85);
    // In the order in which they were sent, none left out; the last may stand in the next.
    for (const [place, seenThere] of Object.entries(stood))
      expect(seenThere, place).toEqual(told[place]?.slice(0, seenThere.length));
    expect(stood['all issued']?.length).toBeGreaterThanOrEqual(4);
    // Of a million online electors some thousands come each minute.
    expect(stood['online percent']?.length).toBeGreaterThan(1);
  });

  it.each(['reduce', 'no-preference'] as const)(
    'point 22: no animation runs during or after an update, nor is a chart drawn frame by frame, motion: %s',
    async (reducedMotion) => {
      const page = await open(path, '', { reducedMotion });
      if (path === '/') await page.click('[data-chart]');
      await page.locator('canvas').waitFor();
      const seen = await watchNumbers(page);
      const redraws = await watchRedraws(page);
      const drawn: number[] = [];
      for (let before = await drawings(page); new Set((await redraws()).numbers).size < 2; ) {
        await page.clock.runFor(1_000);
        const now = await drawings(page);
        drawn.push(now - before);
        before = now;
      }
      expect((await seen()).animations).toBe(0);
      // Of a second's sixty frames those alone in which something changed.
      expect(Math.max(...drawn)).toBeLessThan(10);
      expect(Math.max(...drawn)).toBeGreaterThan(0);
    },
  );
});

describe('the public page', () => {
  it('point 20: pause stops every text change for ten minutes; resume jumps to the newest snapshot', async () => {
    const page = await open('/', '', { viewport: SIZES.phone });
    await page.click('.pause');
    await page.waitForSelector('[data-state="paused"]');
    const number = await shownNumber(page);
    await page.evaluate(() => {
      const changed: string[] = [];
      Object.assign(window, { changed });
      const all = { childList: true, characterData: true, attributes: true, subtree: true };
      new MutationObserver((list) => changed.push(...list.map(({ type }) => type))).observe(
        document.documentElement,
        all,
      );
    });
    for (let minute = 0; minute < 10; minute++) await page.clock.runFor('01:00');
    await expect.poll(async () => (await vote.latest()).number).toBeGreaterThan(number + 3);
    expect(await page.evaluate(() => (window as unknown as { changed: string[] }).changed)).toEqual([]);
    const newest = (await vote.latest()).number;
    const redraws = await watchRedraws(page);
    await page.locator('[data-banner] [data-pause]').click();
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000);
        return shownNumber(page);
      })
      .toBeGreaterThanOrEqual(newest);
    // What it was given while it stood still, then what there is now: never one after the other.
    expect(new Set((await redraws()).numbers).size).toBeLessThanOrEqual(2);
  });

  it('point 21: one snapshot is exactly one message of the live region, under 160 characters', async () => {
    const page = await open('/');
    // With each message the number that stands on the page when it is heard.
    await page.evaluate(() => {
      const heard: { text: string; number: string }[] = [];
      Object.assign(window, { heard });
      const region = document.querySelector('.spoken');
      if (region === null) throw new Error('there is no live region');
      const hear = () => heard.push({ text: region.textContent ?? '', number: deepText('[data-snapshot]') });
      new MutationObserver(hear).observe(region, { childList: true, characterData: true, subtree: true });
    });
    const redraws = await watchRedraws(page);
    await follow(page, redraws, 3);
    const { numbers } = await redraws();
    const heard = await page.evaluate(() => (window as unknown as { heard: { text: string; number: string }[] }).heard);
    expect(await page.locator('[aria-live="polite"], [role="status"].spoken').count()).toBeGreaterThan(0);
    const shown = [...new Set(numbers.map(numberIn))];
    expect(shown.length).toBeGreaterThanOrEqual(3);
    // The region is listened to a moment longer than the number is watched.
    const said = heard.map(({ number }) => numberIn(number)).filter((n) => n >= shown[0]! && n <= shown.at(-1)!);
    expect(said).toEqual(shown);
    for (const { text, number } of heard) {
      const { asOf, total } = await filed(numberIn(number));
      expect(text.length).toBeLessThan(160);
      for (const part of [EN.time(asOf), EN.count(total.issued)]) expect(text).toContain(part);
    }
  });

  it('point 24: a permalink opened after three newer snapshots shows the old numbers, the word “past” and “go live”', async () => {
    const page = await open('/');
    const link = (await page.getAttribute('[data-permalink]', 'href')) ?? '';
    const number = Number(new URL(link, vote.line.url).searchParams.get('snapshot'));
    await expect.poll(async () => (await vote.latest()).number).toBeGreaterThan(number + 3);
    const { total } = await filed(number);
    for (const javaScriptEnabled of [false, true]) {
      const { page: old } = await openPage(browser, `${vote.line.url}${link}`, {
        javaScriptEnabled,
        viewport: SIZES.phone,
      });
      if (javaScriptEnabled) await old.waitForSelector('.districts [data-sort]');
      expect(await shownNumber(old)).toBe(number);
      expect((await texts(old, '[data-figure="issued"]'))[0]).toBe(EN.count(total.issued));
      expect((await texts(old, '[data-banner]'))[0]).toMatch(/^Past: .*Go live$/u);
      await old.click('[data-go-live]');
      await expect.poll(() => shownNumber(old)).toBeGreaterThan(number);
    }
  });
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
