import { describe, expect, it } from 'vitest';
import { CLIENT, SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';

const server = new FixtureServer(CLIENT);
const openPage = browsing({ begin: () => server.start(), end: () => server.kill() });

async function open(query: string, viewport: { width: number; height: number }, lang = 'en') {
  const opened = await openPage(`${server.url}/wall?lang=${lang}${query}`, { viewport });
  await opened.page.waitForSelector('[data-figure="percent"]');
  await opened.page.waitForSelector('[data-qr]');
  await opened.page.evaluate(() => document.fonts.ready);
  return opened;
}

describe('the scene on a wall', () => {
  it('is the one that the operator directs, on walls that are there and on one that comes later', async () => {
    const [first, second] = await Promise.all([open('', SIZES.HD), open('', SIZES.HD)]);
    server.direct({ scene: 'press', hold: true });
    await Promise.all([first, second].map(({ page }) => page.waitForSelector('.press-scene')));
    const third = await open('', SIZES.HD);
    await third.page.waitForSelector('.press-scene');
    server.direct({ scene: 'headline', hold: false });
    await Promise.all([first, second, third].map(({ page }) => page.waitForSelector('.headline-scene')));
    for (const { page } of [first, second, third]) await page.context().close();
    server.direct(null);
  });

  it('goes round where the address asks for it, and keeps its number', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.HD });
    await page.clock.install();
    await page.goto(`${server.url}/wall?lang=en&rotate=30`);
    for (const scene of ['headline', 'press', 'map', 'headline']) {
      await page.waitForSelector(`.${scene}-scene`);
      expect((await texts(page, '[data-figure="percent"]'))[0]).toMatch(/^\d+\.\d\d$/u);
      await page.clock.runFor(15_000);
      // Half of its time, and what the machine took besides: the line at the foot is that part of the wall's width.
      const line = await page.locator('turnout-wall').evaluate((wall) => getComputedStyle(wall, '::after').inlineSize);
      expect(Number.parseFloat(line) / SIZES.HD.width).toBeGreaterThanOrEqual(0.45);
      expect(Number.parseFloat(line) / SIZES.HD.width).toBeLessThan(1);
      await page.clock.runFor(15_000);
    }
    await page.context().close();
  });

  it('names at most four places on the map, and gives each district the class its rise is told in', async () => {
    const { page } = await open('&scene=map', SIZES.HD);
    await page.waitForSelector('change-map text');
    expect(await page.locator('change-map text').count()).toBeLessThanOrEqual(4);
    const classes = await page
      .locator('change-map .area')
      .evaluateAll((paths) => paths.map(({ classList }) => classList[1]));
    const sizes = (await page.locator('.histogram .size').allTextContents()).map(Number);
    for (const [i, size] of sizes.entries()) {
      expect(classes.filter((name) => name === `change-${i + 1}`).length).toBe(size);
    }
    expect(classes.length).toBe(sizes.reduce((a, b) => a + b, 0));
    await page.context().close();
  });
});

describe('the code of a wall', () => {
  it('leads to the wall’s own house where the server was not told by which name the public reaches it', async () => {
    const { page } = await open('&scene=press', SIZES.HD);
    expect(await page.getAttribute('[data-qr]', 'data-qr')).toBe(
      `${server.url}/?snapshot=${server.number}&election=land`,
    );
    await page.context().close();
  });
});

describe('the map of a first hour', () => {
  it('shows how far each district has come, since there is no hour to compare with, and leads with the finding', async () => {
    const first = new FixtureServer(CLIENT, {}, 30);
    await first.start();
    const { page } = await openPage(`${first.url}/wall?lang=en&scene=map`, { viewport: SIZES.HD });
    await page.waitForSelector('change-map text');
    expect(await page.locator('[data-rise]').count()).toBe(0);
    expect((await texts(page, '.map-legend .title'))[0]).toMatch(/^Highest: .+; lowest: .+$/u);
    expect((await texts(page, '.map-legend p'))[0]).toContain('No hour to compare with yet');
    const classes = await page
      .locator('change-map .area')
      .evaluateAll((paths) => paths.map(({ classList }) => classList[1]));
    const sizes = (await page.locator('.histogram .size').allTextContents()).map(Number);
    expect(sizes.length).toBe(5);
    for (const [i, size] of sizes.entries()) {
      expect(classes.filter((name) => name === `level-${i + 1}`).length).toBe(size);
    }
    expect(await page.locator('.histogram .break').allTextContents()).toEqual(['20', '40', '60', '80']);
    await page.context().close();
    await first.kill();
  });

  it('hatches districts of which nothing was counted, and says what the hatch is; their tiles and areas say so too', async () => {
    const some = new FixtureServer(CLIENT, { missingEach: 5 });
    await some.start();
    const { page } = await openPage(`${some.url}/wall?lang=en&scene=map`, { viewport: SIZES.HD });
    await page.waitForSelector('change-map text');
    expect(await texts(page, '[data-missing-key]')).toEqual(['nothing counted yet']);
    const told = await page.locator('change-map .none title').allTextContents();
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((text) => !text.endsWith(': nothing counted yet'))).toEqual([]);
    await page.goto(`${some.url}/wall?lang=en`);
    await page.waitForSelector('tile-grid .missing');
    const tiles = await page.locator('tile-grid .missing').evaluateAll((all) => all.map((tile) => tile.ariaLabel));
    expect(new Set(tiles)).toEqual(new Set(told));
    await page.context().close();
    await some.kill();
  });
});

describe('a wall between two counts', () => {
  it('goes on telling its age, and draws neither its curve nor its tiles again', async () => {
    const { page } = await openPage('about:blank', { viewport: SIZES.HD });
    await page.clock.install();
    await page.addInitScript(() => {
      const drawn = { times: 0 };
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        drawn.times += 1;
        clearRect.apply(this, box);
      };
      Object.assign(window, { drawn });
    });
    const drawnTimes = () => page.evaluate(() => (window as unknown as { drawn: { times: number } }).drawn.times);
    await page.goto(`${server.url}/wall?lang=en`);
    await page.waitForSelector('.headline-scene [data-rise]');
    await page.evaluate(() => document.fonts.ready);
    await page.clock.runFor(5_000);
    const before = await drawnTimes();
    expect(before).toBeGreaterThan(0);
    const grid = page.locator('tile-grid');
    await grid.evaluate((element) => {
      const { render } = element as unknown as { render: () => unknown };
      const renders = { times: 0 };
      Object.assign(window, { renders });
      Object.assign(element, {
        render(this: unknown) {
          renders.times += 1;
          return render.call(this);
        },
      });
    });
    const aged = (await texts(page, '[data-age]'))[0];
    await page.clock.runFor(5_000);
    expect((await texts(page, '[data-age]'))[0]).not.toBe(aged);
    expect(await drawnTimes()).toBe(before);
    expect(await page.evaluate(() => (window as unknown as { renders: { times: number } }).renders.times)).toBe(0);
    await page.context().close();
  });
});

describe('a wall left alone', () => {
  it('moves by at most 8 px each three minutes, and not at all under reduced motion', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const { page } = await openPage('about:blank', { viewport: SIZES.HD, reducedMotion });
      await page.clock.install();
      await page.goto(`${server.url}/wall?lang=en`);
      await page.waitForSelector('[data-qr]');
      const places: string[] = [];
      for (let step = 0; step < 5; step++) {
        const box = await page.locator('turnout-wall').boundingBox();
        places.push(`${box?.x} ${box?.y}`);
        expect(Math.max(Math.abs(box?.x ?? 99), Math.abs(box?.y ?? 99))).toBeLessThanOrEqual(8);
        await page.clock.fastForward(180_000);
        await page.clock.runFor(1_000);
      }
      expect(new Set(places).size).toBe(reducedMotion === 'reduce' ? 1 : 5);
      await page.context().close();
    }
  });

  it('loads a new build once the server gives it whole, never an error page, and not twice in ten minutes', async () => {
    const own = new FixtureServer(CLIENT);
    await own.start();
    const { page } = await openPage('about:blank', { viewport: SIZES.HD });
    await page.clock.install();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(`${own.url}/wall?lang=en`);
    await page.waitForSelector('[data-qr]');
    own.build = 'broken';
    await page.clock.runFor(180_000);
    expect(loads).toBe(1);
    own.build = 'next';
    await page.clock.runFor(100_000);
    // Whether it is there whole is asked over the network, which may take longer than the clock that is turned.
    const loadsInTime = async () => {
      await page.clock.runFor(1_000);
      return loads;
    };
    await expect.poll(loadsInTime).toBe(2);
    await page.waitForSelector('[data-qr]');
    own.build = 'after';
    await page.clock.runFor(300_000);
    expect(loads).toBe(2);
    await page.clock.runFor(420_000);
    await expect.poll(loadsInTime).toBe(3);
    await page.context().close();
    await own.kill();
  });
});
