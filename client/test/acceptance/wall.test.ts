import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../shared/strings.ts';
import { launchChromium, openPage, SIZES, texts } from '../browser.ts';
import { noteCanvasText, standingTexts } from '../canvas-text.ts';
import { placedTexts } from '../geometry.ts';
import { digitWidths } from './digit-widths.ts';
import { type EndedVote, type MOMENTS, playToTheEnd } from './ended-vote.ts';
import { readCode } from './read-code.ts';
import { WHOLE, walkSizes } from './whole-wall.ts';

/** Not where the walls of these tests are opened: those stand in the server's own house. */
const PUBLIC_URL = 'http://turnout.example';

let browser: Browser;
let vote: EndedVote;

beforeAll(async () => {
  vote = await playToTheEnd({ PUBLIC_URL });
  // The public's way to the program: the name leads to where it listens.
  const { host } = new URL(vote.program.url);
  browser = await launchChromium([`--host-resolver-rules=MAP ${new URL(PUBLIC_URL).host}:80 ${host}`]);
}, 240_000);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());

const LOOKS: readonly (readonly [keyof typeof MOMENTS, string])[] = [
  ...Object.keys(languages).map((lang) => ['14:00', lang] as const),
  ['10:00', 'ru'],
  ['after closing', 'ru'],
];

/** By hand: of one, of two to four, of five and more; 21 and 101 end in one, 11 does not. */
const RUSSIAN = [
  'Учтён 1 участковый счёт, это все.',
  'Учтены все 2 участковых счёта.',
  'Учтены все 5 участковых счетов.',
  'Учтены все 11 участковых счетов.',
  'Учтён 21 участковый счёт, это все.',
  'Учтён 101 участковый счёт, это все.',
];

/** By hand from CLDR: 1,234,567 and 42.73 %. Kazakh is not among the languages of a distribution's Chromium. */
const WRITTEN: Readonly<Record<string, readonly [string, string]>> = {
  ru: ['1\u00a0234\u00a0567', '42,73\u00a0%'],
  fr: ['1\u202f234\u202f567', '42,73\u00a0%'],
  ar: ['1,234,567', '42.73\u200e%\u200e'],
  fa: ['۱٬۲۳۴٬۵۶۷', '۴۲٫۷۳٪'],
  hi: ['12,34,567', '42.73%'],
};

describe('points 1 and 2: no scroll bars, no overlap, no clipped text; every text at least 2.7 % of the height, the main number 16 %', () => {
  it.each(
    LOOKS.flatMap(([moment, lang]) =>
      Object.entries(WHOLE)
        // What the press scene says has one form all day.
        .filter(([scene]) => scene !== 'press' || moment === '14:00')
        .map(([scene, whole]) => ({ moment, lang, scene, whole })),
    ),
  )('at $moment in $lang the $scene scene, at each of six sizes', async ({ moment, lang, scene, whole }) => {
    const { page, complaints } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
    await noteCanvasText(page);
    await page.goto(vote.address('/wall', moment, { lang, scene }));
    await page.waitForSelector(whole);
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
    expect(await walkSizes(page)).toEqual([]);
    // The mark at the top of the curve's axis: what is written on the canvas was looked at, too.
    if (scene === 'headline') expect((await standingTexts(page)).map(({ text }) => text)).toContain('100');
    expect(complaints).toEqual([]);
  });
});

describe('point 8: every time on screen is Moscow’s and says so, wherever the screen stands', () => {
  it('in New York, Moscow and Kamchatka the same times of day', async () => {
    const said: string[] = [];
    for (const timezoneId of ['America/New_York', 'Europe/Moscow', 'Asia/Kamchatka']) {
      const address = vote.address('/wall', '14:00', { lang: 'en' });
      const { page } = await openPage(browser, address, { viewport: SIZES.HD, timezoneId });
      await page.waitForSelector(WHOLE.headline);
      const all = (await placedTexts(page)).map(({ text }) => text);
      // How long ago a source was heard goes on by the second.
      said.push(all.filter((text) => /\b\d\d:\d\d\b/u.test(text) && !/ago/u.test(text)).join());
      expect(await texts(page, '[data-as-of], [data-zone]')).toEqual(['14:00', 'Moscow Time']);
    }
    expect(said[0]).toContain('14:00');
    expect(new Set(said).size).toBe(1);
  });
});

describe('point 15: the code leads the public to the permalink of that snapshot', () => {
  it.each(Object.keys(WHOLE))('read from a picture of the whole %s scene, and followed', async (scene) => {
    const address = vote.address('/wall', '14:00', { lang: 'en', scene });
    const { page } = await openPage(browser, address, { viewport: SIZES.HD });
    await page.waitForSelector('[data-qr]');
    const link = await readCode(page);
    expect(new URL(link).origin).toBe(PUBLIC_URL);
    const followed = await openPage(browser, link, { viewport: SIZES.phone });
    await followed.page.waitForSelector('[data-state="past"]');
    expect((await texts(followed.page, '[data-snapshot]')).join().replace(/\D/gu, '')).toBe(
      String(vote.at['14:00'].number),
    );
    expect(followed.complaints).toEqual([]);
  });
});

describe('point 44: digits do not change width while values change', () => {
  it('1111 takes the room of 8888 in every type that a wall sets', async () => {
    const { page } = await openPage(browser, vote.address('/wall', '14:00', { lang: 'en' }), { viewport: SIZES.HD });
    await page.waitForSelector(WHOLE.headline);
    await page.evaluate(() => document.fonts.ready);
    const places = ['[data-figure]', '.tile .value', '.clock', '[data-rise] b', 'ol b bdi'];
    for (const { place, ones, eights } of await digitWidths(page, places)) {
      expect(ones, place).toBeGreaterThan(0);
      expect(ones, place).toBe(eights);
    }
  });
});

describe.each(['dark', 'light'])('point 45: the last count of all, in %s', (theme) => {
  it('is final, and does not age', async () => {
    const { page } = await openPage(browser, `${vote.program.url}/wall?lang=en&theme=${theme}`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="final"]');
    expect(await texts(page, '[data-state]')).toEqual(['final']);
    expect(await texts(page, '[data-status]')).toEqual(['final']);
    expect(await texts(page, '[data-as-of]')).toEqual(['21:10']);
    expect(await page.locator('[data-age], [data-panel-state]').count()).toBe(0);
  });
});

describe('point 33: words and numbers of other languages, in this browser', () => {
  it('Russian has its four plural forms for 1, 2, 5, 11, 21 and 101 counts', async () => {
    const { page } = await openPage(browser, vote.address('/wall', '14:00', { lang: 'ru' }), { viewport: SIZES.HD });
    await page.waitForSelector('coverage-sentence');
    const said: string[] = [];
    for (const feeds of [1, 2, 5, 11, 21, 101]) {
      // In one turn: the wall draws its own number again each second.
      const text = await page.locator('coverage-sentence').evaluate(async (element, many) => {
        const sentence = element as HTMLElement & { coverage: object; updateComplete: Promise<unknown> };
        sentence.coverage = { ...sentence.coverage, feeds: many, reported: many, oldestAsOf: null };
        await sentence.updateComplete;
        return sentence.shadowRoot?.querySelector('[data-coverage]')?.textContent ?? '';
      }, feeds);
      said.push(text);
    }
    expect(said).toEqual(RUSSIAN);
  });

  it('numbers are written in each language as there', async () => {
    const { page } = await openPage(browser, vote.address('/wall', '14:00', { lang: 'en' }), { viewport: SIZES.HD });
    await page.waitForSelector('coverage-sentence');
    const shown = await page.locator('coverage-sentence').evaluate((element, tags) => {
      type Formats = new (lang: string, zone: string) => { count(n: number): string; percent(pct: number): string };
      const { speech } = element as HTMLElement & { speech: { format: { constructor: unknown } } };
      return tags.map((tag) => {
        const format = new (speech.format.constructor as Formats)(tag, 'Europe/Moscow');
        return [tag, [format.count(1_234_567), format.percent(42.73)]];
      });
    }, Object.keys(WRITTEN));
    expect(Object.fromEntries(shown)).toEqual(WRITTEN);
  });
});
