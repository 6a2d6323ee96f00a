import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import type { FixtureOptions } from './fixture-election.ts';
import { FixtureServer } from './fixture-server.ts';

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A minute between snapshots: late from 95 s of age, stale from 190 s; the server keeps answering. */
const STATES = [
  { state: 'live', ageMs: 0, icon: 'circle', said: /^live$/u, time: /^age 0:\d\d$/u },
  { state: 'late', ageMs: 120_000, icon: 'circle', said: /^late$/u, time: /^age 2 mins$/u },
  {
    state: 'stale',
    ageMs: 240_000,
    icon: 'path',
    said: /^Stale: numbers are 4 minutes old$/u,
    time: /^age 4 minutes$/u,
  },
] as const;

describe.each(fullCounts ? ['dark', 'light'] : ['dark'])('in %s', (theme) => {
  it.each(STATES)('a wall whose numbers are $ageMs ms old is $state by icon, word and time', async (expected) => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const taken = server.latest;
    server.silent = true;
    server.clockShiftMs = expected.ageMs;
    const { page } = await openPage(browser, `${server.url}/wall?lang=en&theme=${theme}`, { viewport: SIZES.HD });
    await page.waitForSelector(`[data-state="${expected.state}"]`);
    expect((await texts(page, '[data-state]'))[0]).toMatch(expected.said);
    expect((await texts(page, '[data-age]'))[0]).toMatch(expected.time);
    expect(await page.locator(`wall-header svg ${expected.icon}`).count()).toBeGreaterThan(0);
    // Every panel says the same; one that is live needs no badge.
    const panels = await page
      .locator('[data-panel-state]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-panel-state')));
    expect(panels).toEqual(expected.state === 'live' ? [] : [expected.state, expected.state, expected.state]);
    expect(await page.locator('.aged svg').count()).toBe(panels.length);
    // Turned grey, the map's five classes of change are still five.
    const changes = await page.locator('turnout-wall').evaluate((wall) => {
      const style = getComputedStyle(wall);
      return [1, 2, 3, 4, 5].map((n) => style.getPropertyValue(`--change-${n}`));
    });
    expect(new Set(changes).size).toBe(5);
    expect((await texts(page, '[data-snapshot]'))[0]).toBe(`snapshot ${taken.number}`);
    await page.context().close();
    await server.kill();
  });

  it('a wall that nobody answers for 30 seconds is offline by icon, word and time', async () => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
    await page.clock.install();
    await page.goto(`${server.url}/wall?lang=en&theme=${theme}`);
    await page.waitForSelector('[data-state="live"]');
    await server.kill();
    await page.clock.runFor(40_000);
    await page.waitForSelector('[data-state="offline"]');
    expect((await texts(page, '[data-state]'))[0]).toMatch(/^Offline: no answer for \d+ seconds$/u);
    expect((await texts(page, '[data-age]'))[0]).toMatch(/^age 0:\d\d$/u);
    expect(await page.locator('wall-header .banner.offline svg path').count()).toBe(1);
    expect(await page.locator('[data-panel-state="offline"]').count()).toBe(3);
    await page.context().close();
  });

  it('a chosen moment is past, whatever its age', async () => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const query = `lang=en&theme=${theme}&snapshot=151`;
    const { page } = await openPage(browser, `${server.url}/wall?${query}`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="past"]');
    expect((await texts(page, '[data-state]'))[0]).toBe('past');
    expect((await texts(page, '[data-as-of]'))[0]).toBe('15:30');
    expect(await page.locator('[data-age]').count()).toBe(0);
    await page.context().close();
    await server.kill();
  });

  it('the last count of all is final and does not age', async () => {
    // Number 1 is 13:00 on 4 May; voting ends at 20:00 on 5 May, 31 hours = 1,860 minutes later.
    const server = new FixtureServer(CLIENT, {}, 1862);
    await server.start();
    const { page } = await openPage(browser, `${server.url}/wall?lang=en&theme=${theme}`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="final"]');
    expect((await texts(page, '[data-state]'))[0]).toBe('final');
    expect(await page.locator('[data-age]').count()).toBe(0);
    expect((await texts(page, '[data-status]'))[0]).toBe('final');
    await page.context().close();
    await server.kill();
  });
});

describe('a rehearsal whose clock was stopped', () => {
  it.each([
    { ageMs: 120_000, state: 'late', selector: '[data-next]', said: /^the rehearsal’s clock has stopped$/u },
    {
      ageMs: 240_000,
      state: 'stale',
      selector: '[data-state]',
      said: /^Stale: the rehearsal’s clock has stopped, numbers are 4 minutes old$/u,
    },
  ])('is $state by the age of its last count like any other, and says why no next one comes', async (expected) => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    Object.assign(server.latest, { nextAt: null });
    server.silent = true;
    server.clockShiftMs = expected.ageMs;
    const { page } = await openPage(browser, `${server.url}/wall?lang=en`, { viewport: SIZES.HD });
    await page.waitForSelector(`[data-state="${expected.state}"]`);
    expect((await texts(page, expected.selector))[0]).toMatch(expected.said);
    await page.context().close();
    await server.kill();
  });
});

describe.each(fullCounts ? ['dark', 'light'] : ['light'])('without colour, in %s', (theme) => {
  it('all six states are told apart by the shape of their mark and by their word', async () => {
    const { page, close } = await greyWall(theme);
    const states = ['live', 'late', 'stale', 'offline', 'past', 'final'];
    await page.evaluate((wanted) => {
      const wall = document.querySelector('turnout-wall')?.shadowRoot?.querySelector('wall-header')?.shadowRoot;
      const own = wall?.querySelector('freshness-badge');
      const stage = document.createElement('div');
      stage.id = 'states';
      for (const state of wanted) {
        const badge = document.createElement('freshness-badge');
        const { speech, asOf } = own ?? badge;
        Object.assign(badge, { state, speech, asOf });
        badge.style.setProperty('--badge-text', '40px');
        stage.append(badge);
      }
      stage.style.cssText = 'position: fixed; inset: 0; z-index: 1; background: var(--ground)';
      document.body.append(stage);
    }, states);
    const words = await texts(page, '#states [data-state]');
    expect(words).toEqual(states);
    const marks = await Promise.all(states.map((state) => shapeOf(page, `#states [data-state="${state}"] svg`)));
    for (const [i, a] of marks.entries()) {
      // There is something to see, and no other state looks like it: a tenth of the mark's field differs.
      expect(a.filter(Boolean).length, states[i]).toBeGreaterThan(0.05 * a.length);
      for (const [j, b] of marks.entries()) {
        if (j > i)
          expect(a.filter((dark, k) => dark !== b[k]).length, `${states[i]}, ${states[j]}`).toBeGreaterThan(
            0.1 * a.length,
          );
      }
    }
    await close();
  });

  it('a district of which nothing was counted is hatched and has a dash, and a word says what the hatch is', async () => {
    const { page, close } = await greyWall(theme, { missingEach: 7 });
    const missing = page.locator('tile-grid .missing').first();
    expect(await missing.locator('.value').textContent()).toBe('—');
    expect((await texts(page, '[data-missing-key]'))[0]).toBe('nothing counted yet');
    // Stripes across the tile's middle, under its texts: light and dark take turns. A counted tile has one tone there.
    expect(tones(await greysOf(page, 'tile-grid .missing .ground'))).toBeGreaterThan(1);
    await close();
  });
});

/** A wall as one who sees no colours sees it. */
async function greyWall(theme: string, options: Partial<FixtureOptions> = {}) {
  const server = new FixtureServer(CLIENT, options);
  await server.start();
  const { page } = await openPage(browser, `${server.url}/wall?lang=en&theme=${theme}`, { viewport: SIZES.HD });
  await page.waitForSelector('[data-state="live"]');
  await page.waitForSelector('tile-grid .tile');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setEmulatedVisionDeficiency', { type: 'achromatopsia' });
  const close = async () => {
    await page.context().close();
    await server.kill();
  };
  return { page, close };
}

/** Grey values of an element's picture, 0 … 255, at 24 by 24 points. */
async function greysOf(page: Page, selector: string): Promise<number[]> {
  const picture = await page.locator(selector).first().screenshot();
  return page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const context = new OffscreenCanvas(24, 24).getContext('2d');
      context?.drawImage(image, 0, 0, 24, 24);
      const { data } = context?.getImageData(0, 0, 24, 24) ?? { data: new Uint8ClampedArray() };
      const points = Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
      if (points.some((point) => Math.max(...point) - Math.min(...point) > 2))
        throw new Error('the picture has colours');
      return points.map(([grey]) => grey ?? 0);
    },
    [...picture],
  );
}

/** Which points of a mark are nearer to its lightest or darkest than to its ground, which its corner shows. */
async function shapeOf(page: Page, selector: string): Promise<boolean[]> {
  const greys = await greysOf(page, selector);
  const ground = greys[0] ?? 0;
  const furthest = Math.max(...greys.map((grey) => Math.abs(grey - ground)));
  return greys.map((grey) => Math.abs(grey - ground) > furthest / 2);
}

/** Of a row of greys across the picture below its texts: how often it turns from lighter to darker. */
function tones(greys: readonly number[]): number {
  const row = greys.slice(21 * 24 + 1, 22 * 24 - 1);
  const middle = (Math.max(...row) + Math.min(...row)) / 2;
  if (Math.max(...row) - Math.min(...row) < 6) return 0;
  return row.filter((grey, i) => grey > middle && (row[i + 1] ?? grey) <= middle).length;
}
