import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

/** Two hours of a wall at a snapshot each 3.6 s. */
const SNAPSHOTS = process.env.TURNOUT_TEST_COUNTS === 'full' ? 2000 : 150;
/** What fills once fills first: compiled code, caches, the day's curve. Over 4,200 snapshots the heap rose to the 2,400th and then stood. */
const WARM_UP = process.env.TURNOUT_TEST_COUNTS === 'full' ? 1200 : 50;
/** The promise is a tenth over the long run; a short one still has much of the first filling before it. */
const MOST_GROWTH = process.env.TURNOUT_TEST_COUNTS === 'full' ? 1.1 : 1.3;

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('a wall that draws snapshots and changes scenes for days keeps its memory', { timeout: 900_000 }, async () => {
  const server = new FixtureServer(CLIENT, { intervalMs: 1000 });
  await server.start();
  const { page } = await openPage(browser, `${server.url}/wall?lang=en`, { viewport: SIZES.HD });
  // A locator keeps no hold on the element, as a handle would.
  await page.locator('[data-rise]').waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');

  const charts: number[] = [];
  const drawings = await chartsOf(devtools);
  const count = async () => {
    charts.push(await alive(devtools, drawings));
  };
  await live(server, page, WARM_UP, count);
  const before = await memory(page, devtools);
  await live(server, page, SNAPSHOTS, count);
  const after = await memory(page, devtools);
  console.log(`wall life, ${SNAPSHOTS} snapshots: ${JSON.stringify({ before, after, charts })}`);
  // The headline has one chart, the day's curve; each time it came back, no other was left of those it had before.
  expect(charts.length).toBeGreaterThan(SNAPSHOTS / 30);
  expect(new Set(charts)).toEqual(new Set([1]));
  expect(after.heapBytes).toBeLessThan(before.heapBytes * MOST_GROWTH);
  expect(after.detached).toBeLessThan(20);
  expect(after.canvases).toBe(before.canvases);
  await page.context().close();
  await server.kill();
});

/** Takes snapshots one after the other, each drawn before the next, another scene after every tenth; ends on the headline. */
async function live(server: FixtureServer, page: Page, snapshots: number, atHeadline: () => Promise<void>) {
  const scenes = ['press', 'map', 'headline'];
  for (let i = 1; i <= snapshots; i++) {
    // The fixture's days are long over when its numbers run out; each round begins anew, as a rehearsal does.
    if (server.number > 1800) server.beginAnew();
    await drawn(page, server.step().number);
    if (i % 10 === 0) server.direct({ scene: scenes[(i / 10) % 3] ?? 'headline', hold: true });
    // The headline stands from each thirty's twentieth on.
    if (i % 30 === 25) {
      await page.locator('.headline-scene canvas').waitFor();
      await atHeadline();
    }
  }
  server.direct({ scene: 'headline', hold: true });
  await page.locator('.headline-scene canvas').waitFor();
  for (let i = 0; i < 5; i++) await drawn(page, server.step().number);
  await atHeadline();
}

function drawn(page: Page, number: number) {
  return page.waitForFunction((n) => deepText('[data-snapshot]') === `snapshot ${n}`, number.toLocaleString('en'));
}

/** After forced collections: bytes in use, elements alive though no longer in the document, live drawings of Chart.js. */
async function memory(page: Page, devtools: CDPSession) {
  for (let i = 0; i < 5; i++) {
    // What was just left is held by the frame that is being drawn; a collection within one task would find it there.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await devtools.send('HeapProfiler.collectGarbage');
  }
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const count = async (type: string, counted: string): Promise<number> => {
    const { result } = await devtools.send('Runtime.evaluate', { expression: `${type}.prototype` });
    return alive(devtools, result.objectId ?? '', counted);
  };
  // Prototypes are among the objects found; templates stay detached for ever, one for each place that draws.
  const own = 'Object.hasOwn(Object.getPrototypeOf(each), "constructor") && !(each.constructor.prototype === each)';
  const left = 'each.ownerDocument === document && !each.isConnected && !(each instanceof HTMLTemplateElement)';
  return {
    heapBytes: usedSize,
    detached: await count('Element', `${own} && ${left}`),
    canvases: await count('HTMLCanvasElement', own),
  };
}

/** How many objects with a prototype, its handle, are alive after a collection, of those that count. */
async function alive(devtools: CDPSession, prototypeObjectId: string, counted = 'true'): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId });
  const { result } = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: `function () { return this.filter((each) => ${counted}).length; }`,
  });
  await devtools.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
  return Number(result.value);
}

/** A handle on the prototype of Chart.js's charts: that of the one which the curve's controller holds in its private field. */
async function chartsOf(devtools: CDPSession): Promise<string> {
  // What is reached from the first handle is of its group; all of it is let go, or it would hold the scene.
  const objectGroup = 'way';
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `document.querySelector('turnout-wall').shadowRoot.querySelector('turnout-curve')`,
    objectGroup,
  });
  try {
    for (const controller of await privateObjects(devtools, result.objectId ?? '')) {
      for (const objectId of await privateObjects(devtools, controller)) {
        const { result: isChart } = await devtools.send('Runtime.callFunctionOn', {
          objectId,
          functionDeclaration: 'function () { return typeof this.getDatasetMeta === "function"; }',
        });
        if (isChart.value !== true) continue;
        const { result: prototype } = await devtools.send('Runtime.callFunctionOn', {
          objectId,
          functionDeclaration: 'function () { return Object.getPrototypeOf(this); }',
          objectGroup: 'kept',
        });
        return prototype.objectId ?? '';
      }
    }
  } finally {
    await devtools.send('Runtime.releaseObjectGroup', { objectGroup });
  }
  throw new Error('no controller of the curve holds a chart');
}

/** Handles on the objects in an object's private fields. */
async function privateObjects(devtools: CDPSession, objectId: string): Promise<string[]> {
  const { privateProperties = [] } = await devtools.send('Runtime.getProperties', { objectId, ownProperties: true });
  return privateProperties.flatMap(({ value }) => value?.objectId ?? []);
}

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
