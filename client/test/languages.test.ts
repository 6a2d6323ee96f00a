import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FirstPaint } from '../../server/publish/first-paint/first-paint.ts';
import { Shell } from '../../server/publish/first-paint/shell.ts';
import { PublishedStore } from '../../server/publish/publish.ts';
import { bodyOf, quiet, temporaryDirectory } from '../../server/test/small-publication.ts';
import { type SmallServer, serveSmall } from '../../server/test/small-server.ts';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { FixtureElection } from './fixture-election.ts';
import { FixtureServer } from './fixture-server.ts';
import { overlaps, placedTexts } from './geometry.ts';

let browser: Browser;
let server: FixtureServer;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  // Two days of bulletins, so that the desk's grid has a newest hour.
  server = new FixtureServer(CLIENT, {}, 781);
  await server.start();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

async function open(path: string, viewport: (typeof SIZES)[keyof typeof SIZES], until = '[data-rise]') {
  const opened = await openPage(browser, `${server.url}${path}`, { viewport });
  await opened.page.waitForSelector(until);
  await opened.page.evaluate(() => document.fonts.ready);
  return opened;
}

/** Which of the modules of words the page asked for. */
async function wordsFetched(page: Page): Promise<string[]> {
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  return files.flatMap((name) => /\/assets\/(ru|ar)-[^/]*\.js$/u.exec(name)?.[1] ?? []);
}

const spoken = (page: Page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

describe('the pages that one server writes at once', () => {
  const land = new FixtureElection({ districts: 20, intervalMs: 60_000, mode: 'live' });
  let small: SmallServer;
  let store: PublishedStore;

  beforeAll(async () => {
    store = new PublishedStore({ directory: temporaryDirectory(), log: quiet });
    small = await serveSmall(store, { clientDirectory: CLIENT });
    store.openElection({ description: land.description, edition: 'first' });
    await store.addAreas('land', land.areas.revision, JSON.stringify(land.areas));
    await store.addSnapshot('land', bodyOf(land.snapshot(1, Date.now())));
  });
  afterAll(() => small.close());

  it('each speak their own language, from its own side', async () => {
    // A text said while the page is begun, and one said after its numbers were read, when the others have begun too.
    const kinds = {
      en: { open: '<html lang="en" dir="ltr"', says: ['What turnout means here', 'Districts at '] },
      ru: { open: '<html lang="ru" dir="ltr"', says: ['Что здесь называется явкой', 'Территории на '] },
      ar: { open: '<html lang="ar" dir="rtl"', says: ['ما المقصود هنا بنسبة المشاركة', 'الدوائر في '] },
    };
    const tags = ['en', 'ru', 'ar', 'ru', 'en', 'ar'] as const;
    const shell = Shell.of('<html><title></title><turnout-page></turnout-page></html>');
    if (shell === null) throw new Error('a shell with all its places was refused');
    const paint = new FirstPaint(store, shell);
    // All begun in one turn, before any is written; a theme of its own, so that none is another's page kept.
    const answers = await Promise.all(
      tags.map((tag, i) =>
        paint.answer({ url: `/?lang=${tag}&theme=${i < 3 ? 'dark' : 'light'}`, acceptLanguage: undefined, area: null }),
      ),
    );
    const pages = answers.map((answer) => (answer.kind === 'body' ? answer.representation.identity.toString() : ''));
    pages.forEach((text, i) => {
      for (const [tag, { open, says }] of Object.entries(kinds)) {
        const found = [open, ...says].map((words) => text.includes(words));
        expect([tag, ...found]).toEqual([tag, ...found.map(() => tag === tags[i])]);
      }
    });
  });

  it('are in a language that no editor has read only where the address asks for it', async () => {
    const [wanted, named] = await Promise.all([
      small.get('/', { 'accept-language': 'ar, ru;q=0.5' }),
      small.get('/?lang=ar', { 'accept-language': 'en' }),
    ]);
    expect(wanted.text).toContain('<html lang="ru"');
    expect(wanted.text).not.toContain('العربية');
    expect(named.text).toContain('<html lang="ar"');
    expect(named.text).toContain('العربية');
  });
});

describe('a screen', () => {
  it.each([
    ['en', []],
    ['ru', ['ru']],
    ['ar', ['ar']],
  ] as const)('in %s fetches the words of %j', async (lang, fetched) => {
    for (const path of ['/wall', '/desk', '/']) {
      const { page, complaints } = await open(`${path}?lang=${lang}`, SIZES.HD, '[data-as-of]');
      expect(await wordsFetched(page), path).toEqual(fetched);
      expect(await spoken(page), path).toEqual([lang, lang === 'ar' ? 'rtl' : 'ltr']);
      expect(complaints, path).toEqual([]);
      await page.context().close();
    }
  });

  it('that cannot fetch its words speaks English, and says so on its console', async () => {
    const { page, complaints } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
    await page.route(/\/assets\/ar-[^/]*\.js$/u, (route) => route.abort());
    await page.goto(`${server.url}/wall?lang=ar`);
    await page.waitForSelector('[data-rise]');
    expect(await spoken(page)).toEqual(['en', 'ltr']);
    expect((await texts(page, '[data-status]'))[0]).toBe('provisional');
    expect(complaints.some((text) => text.includes('The words of ar could not be loaded'))).toBe(true);
    await page.context().close();
  });
});

describe('from right to left', () => {
  const format = new Format('ar', 'Europe/Moscow');

  it.each(['4K', 'HD'] as const)(
    'the wall at %s keeps everything on it, and nothing on anything else',
    async (name) => {
      const size = SIZES[name];
      for (const scene of ['headline', 'press', 'map']) {
        const until = scene === 'press' ? '[data-figure="issued"]' : '[data-rise]';
        const { page, complaints } = await open(`/wall?lang=ar&scene=${scene}`, size, until);
        const shown = await placedTexts(page);
        expect(overlaps(shown), scene).toEqual([]);
        expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
        const outside = shown.filter(
          ({ left, right, bottom }) => left < -1 || right > size.width + 1 || bottom > size.height + 1,
        );
        expect(outside, scene).toEqual([]);
        expect(
          shown.filter(({ size: px }) => px < (2.7 * size.height) / 100),
          scene,
        ).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      }
    },
  );

  it.each(['HD', 'phone'] as const)(
    'the page and the desk at %s have no sideways scroll, and nothing overlaps',
    async (name) => {
      for (const path of ['/', '/desk']) {
        const { page, complaints } = await open(`${path}?lang=ar`, SIZES[name], '[data-as-of]');
        // The pause's word is kept for who hears it where its mark alone is seen.
        const shown = await placedTexts(page, 'bulletin-grid, .pause');
        expect(overlaps(shown), path).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
          SIZES[name].width,
        );
        expect(complaints, path).toEqual([]);
        await page.context().close();
      }
    },
  );

  it('the number comes from the right, its sign after it, and the bar fills from the same side', async () => {
    const { page } = await open('/wall?lang=ar', SIZES.HD);
    const { total } = server.latest;
    expect((await texts(page, '.total [data-figure="percent"]'))[0]).toBe(format.percentNumber(total.turnoutPct));
    const box = async (selector: string) => (await page.locator(selector).first().boundingBox()) ?? { x: 0, width: 0 };
    const [panel, number, sign] = [
      await box('[data-panel="total"]'),
      await box('.total [data-figure="percent"]'),
      await box('.total .sign'),
    ];
    expect(panel.x).toBeGreaterThan(SIZES.HD.width / 2);
    // In Arabic as in English: 42.73%, read as one.
    expect(sign.x).toBeGreaterThan(number.x);
    const bar = await box('.total turnout-bar');
    const fill = await box('.total turnout-bar .fill');
    expect(fill.x + fill.width).toBeCloseTo(bar.x + bar.width, 0);
    await page.context().close();
  });

  it('time still runs from left to right, and the country keeps its east and west', async () => {
    const [leftward, rightward] = [await open('/?lang=ar', SIZES.HD), await open('/?lang=en', SIZES.HD)];
    const inOrder = async (page: Page, selector: string) => {
      const found = page.locator(selector);
      const placed = await found.evaluateAll((all) =>
        all.map((each) => ({ key: each.getAttribute('data-code') ?? '', x: each.getBoundingClientRect().x })),
      );
      return placed;
    };
    const marks = async (page: Page) => (await inOrder(page, '.plot text.axis[y="100%"]')).map(({ x }) => x);
    const times = await marks(leftward.page);
    expect(times.length).toBeGreaterThan(1);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const tiles = async (page: Page) =>
      (await inOrder(page, '.tile')).toSorted((a, b) => a.x - b.x || a.key.localeCompare(b.key)).map(({ key }) => key);
    expect(await tiles(leftward.page)).toEqual(await tiles(rightward.page));
    await leftward.page.context().close();
    await rightward.page.context().close();
  });

  it('is set in the face that has its letters', async () => {
    const { page } = await open('/wall?lang=ar', SIZES.HD);
    const loaded = await page.evaluate(
      () =>
        [...document.fonts].filter(
          ({ status, unicodeRange }) =>
            status === 'loaded' && /U\+6[0-9A-F]{2}/iu.test(unicodeRange.replaceAll('U+0', 'U+')),
        ).length,
    );
    expect(loaded).toBe(1);
    await page.context().close();
    for (const [path, faces] of [
      ['/wall?lang=en', []],
      ['/?lang=en', []],
      // A page is set in the reader's own Arabic letters: ours would be 166 kB of its 200.
      ['/?lang=ar', []],
      ['/desk?lang=ar', ['wdth']],
    ] as const) {
      const screen = await open(path, SIZES.HD, '[data-as-of]');
      const files = await screen.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      expect(
        files.flatMap((name) => /arabic-(wght|wdth)-/u.exec(name)?.[1] ?? []),
        path,
      ).toEqual(faces);
      await screen.page.context().close();
    }
  });

  it('an old wall says its age across its head, and nothing moves onto something else', async () => {
    const stale = new FixtureServer(CLIENT, { intervalMs: 1000 });
    await stale.start();
    const { page } = await openPage(browser, `${stale.url}/wall?lang=ar`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="live"]');
    stale.silent = true;
    stale.clockShiftMs = 11_640_000;
    await page.waitForSelector('[data-state="stale"]', { timeout: 30_000 });
    const shown = await placedTexts(page);
    expect(overlaps(shown)).toEqual([]);
    const head = await page.locator('wall-header').boundingBox();
    for (const part of ['.message', '.details']) {
      const box = await page.locator(part).boundingBox();
      expect(box?.y ?? 0, part).toBeGreaterThanOrEqual(head?.y ?? 0);
      expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
    }
    await page.context().close();
    await stale.kill();
  });

  it('the desk keeps its newest hour in sight on the left, and arrow keys go where they point', async () => {
    const { page } = await open('/desk?lang=ar', SIZES.phone, 'bulletin-grid tbody tr:last-child td:last-child .value');
    const newest = page.locator('bulletin-grid thead th').last();
    await expect.poll(async () => ((await newest.boundingBox())?.x ?? -1) >= 0).toBe(true);
    const hours = await texts(page, 'bulletin-grid .hour');
    const focused = () =>
      page.evaluate(() => {
        const cell = document.querySelector('turnout-desk')?.shadowRoot?.querySelector('bulletin-grid')
          ?.shadowRoot?.activeElement;
        return cell instanceof HTMLTableCellElement ? cell.cellIndex : -1;
      });
    await page.locator('bulletin-grid tbody td[tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe(2);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe(1);
    await page.keyboard.press('End');
    expect(await focused()).toBe(hours.length);
    await page.context().close();
  });
});
