import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import type { LogSummary, WitnessStanding } from '../../shared/bulletin-log/summary.ts';
import { buildOnce, CLIENT, launchChromium, openPage } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';
import { ink, overlaps, placedTexts } from './geometry.ts';

const WALLS = {
  HD: { width: 1920, height: 1080 },
  '4K': { width: 3840, height: 2160 },
  '4:3': { width: 1024, height: 768 },
  upright: { width: 1080, height: 1920 },
  'ultra-wide': { width: 2560, height: 1080 },
} as const;
type Size = (typeof WALLS)[keyof typeof WALLS];

/** The lines that a log makes longest: three witnesses, and one of them has signed another beginning. */
const LOG: LogSummary = {
  schema: 'turnout-log-witnesses/1',
  origin: 'land.example/log',
  size: 1157,
  root: Buffer.alloc(32, 0xd8).toString('base64'),
  quorum: 2,
  witnesses: (['signing', 'signing', 'contradicting'] satisfies WitnessStanding[]).map((standing, i) => ({
    name: `w${i}`,
    key: `w${i}+00000000+AA==`,
    size: standing === 'signing' ? 1157 : 90,
    at: '2024-05-04T13:00:00Z',
    standing,
    since: '2024-05-04T12:00:00Z',
  })),
};

/** A minute between snapshots: late from 95 s of age, stale from 190 s; number 1862 is after the close of voting. */
const STATES = [
  { name: 'live', state: 'live', ageMs: 0 },
  { name: 'late', state: 'late', ageMs: 120_000 },
  { name: 'late with its clock stopped', state: 'late', ageMs: 120_000, stopped: true },
  { name: 'stale', state: 'stale', ageMs: 11_640_000 },
  { name: 'stale with its clock stopped', state: 'stale', ageMs: 11_640_000, stopped: true },
  { name: 'offline', state: 'offline', ageMs: 0, away: true },
  { name: 'past', state: 'past', ageMs: 0, query: '&snapshot=151' },
  { name: 'final', state: 'final', ageMs: 0, number: 1862 },
];

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Each state in one of the languages; with the full counts in all. */
const LANGUAGES = ['en', 'ru', 'ar'];
const statesIn = (lang: string) => STATES.filter((_, i) => fullCounts || i % 3 === LANGUAGES.indexOf(lang));

describe.each(LANGUAGES)('the press scene in %s', (lang) => {
  it.each(statesIn(lang))('has room for all it says on every wall when the count is $name', async (expected) => {
    const { state, ageMs, stopped = false, away = false, query = '', number = 181 } = expected;
    const server = new FixtureServer(CLIENT, {}, number);
    await server.start();
    server.sign(LOG);
    if (stopped) Object.assign(server.latest, { nextAt: null });
    // Taken before the clock is turned, so that it is that old.
    expect(server.latest.number).toBe(number);
    server.clockShiftMs = ageMs;
    const { page } = await openPage(browser, 'about:blank', { viewport: WALLS.HD });
    if (away) await page.clock.install();
    await page.goto(`${server.url}/wall?lang=${lang}&scene=press${query}`);
    await page.waitForSelector('[data-qr]');
    // The head of the present tells nothing of a moment that was chosen.
    if (state !== 'past') await page.waitForSelector('[data-log]');
    if (away) {
      await server.kill();
      await page.clock.runFor(40_000);
    }
    await page.waitForSelector(`[data-state="${state}"]`);
    await page.evaluate(() => document.fonts.ready);
    for (const [wall, size] of Object.entries(WALLS)) {
      await page.setViewportSize(size);
      expect(await faultsOf(page, size), wall).toEqual([]);
    }
    await page.context().close();
    if (!away) await server.kill();
  });
});

/** What stands beyond the screen, on something else, outside the banner it belongs to, or too small to read from afar. */
async function faultsOf(page: Page, { width, height }: Size): Promise<string[]> {
  const shown = await placedTexts(page);
  const letters = shown.map((text) => ({ ...text, ...ink(text) }));
  const boxes = await page.locator('qr-code, turnout-bar, .banner').evaluateAll((all) =>
    all.map((each) => {
      const { left, top, right, bottom } = each.getBoundingClientRect();
      return { text: each.className || each.localName, left, top, right, bottom };
    }),
  );
  const beyond = [...letters, ...boxes]
    .filter(({ left, top, right, bottom }) => left < -1 || top < -1 || right > width + 1 || bottom > height + 1)
    .map(({ text, left, top, right, bottom }) => `“${text}” reaches ${[left, top, right, bottom].map(Math.round)}`);
  const solid = boxes.filter(({ text }) => text === 'qr-code' || text === 'turnout-bar');
  const covered = solid.flatMap((box) =>
    letters.filter((text) => meet(text, box)).map(({ text }) => `“${text}” stands on the ${box.text}`),
  );
  const spilt = await page.locator('wall-header .banner').evaluateAll((banners) =>
    banners.flatMap((banner) => {
      const limits = banner.getBoundingClientRect();
      return [...banner.querySelectorAll('.message, .details')]
        .map((part) => ({ part, box: part.getBoundingClientRect() }))
        .filter(({ box }) => box.top < limits.top || box.bottom > limits.bottom)
        .map(({ part }) => `“${part.textContent?.trim()}” is higher than its banner`);
    }),
  );
  return [
    ...beyond,
    ...covered,
    ...spilt,
    ...overlaps(shown),
    ...shown.filter(({ size }) => size < 0.027 * Math.min(width, height)).map(({ text }) => `“${text}” is small`),
    ...shown.filter(({ clipped }) => clipped).map(({ text }) => `“${text}” is cut off`),
  ];
}

interface Box {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function meet(a: Box, b: Box): boolean {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return wide > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
}
