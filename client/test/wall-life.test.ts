import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

/** Two hours of a wall at a snapshot each 3.6 s. */
const SNAPSHOTS = process.env.TURNOUT_TEST_COUNTS === 'full' ? 2000 : 150;
/** What fills once fills first: compiled code, caches, the day's curve. Over 4,200 snapshots the heap rose to the 2,400th and then stood. */
const WARM_UP = process.env.TURNOUT_TEST_COUNTS === 'full' ? 1200 : 50;

/** Elements of the largest scene: the one left last is sometimes held until the next change. */
const ONE_SCENE = 260;

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

  await live(server, page, WARM_UP);
  const before = await memory(devtools);
  await live(server, page, SNAPSHOTS);
  const after = await memory(devtools);
  console.log(`wall life, ${SNAPSHOTS} snapshots: ${JSON.stringify({ before, after })}`);
  expect(after.heapBytes).toBeLessThan(before.heapBytes * 1.1);
  // A scene held by every change, or an element by every snapshot, would be far above one scene.
  expect(after.nodes - before.nodes).toBeLessThan(ONE_SCENE);
  expect(after.canvases).toBe(before.canvases);
  await page.context().close();
  await server.kill();
});

/** Takes snapshots one after the other, each drawn before the next, another scene after every tenth; ends on the headline. */
async function live(server: FixtureServer, page: Page, snapshots: number): Promise<void> {
  const scenes = ['press', 'map', 'headline'];
  for (let i = 1; i <= snapshots; i++) {
    // The fixture's days are long over when its numbers run out; each round begins anew, as a rehearsal does.
    if (server.number > 1800) server.beginAnew();
    await drawn(page, server.step().number);
    if (i % 10 === 0) server.direct({ scene: scenes[(i / 10) % 3] ?? 'headline', hold: true });
  }
  server.direct({ scene: 'headline', hold: true });
  await page.locator('.headline-scene canvas').waitFor();
  for (let i = 0; i < 5; i++) await drawn(page, server.step().number);
}

function drawn(page: Page, number: number) {
  return page.waitForFunction((n) => deepText('[data-snapshot]') === `snapshot ${n}`, number.toLocaleString('en'));
}

/** After a forced collection: bytes in use, elements alive whether in the document or not, live drawings of Chart.js. */
async function memory(devtools: CDPSession) {
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const count = async (type: string): Promise<number> => {
    const { result } = await devtools.send('Runtime.evaluate', { expression: `${type}.prototype` });
    const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId ?? '' });
    const { result: length } = await devtools.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: 'function () { return this.length; }',
    });
    await devtools.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
    return Number(length.value);
  };
  return { heapBytes: usedSize, nodes: await count('Element'), canvases: await count('HTMLCanvasElement') };
}

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
