import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../client/test/browser.ts';
import { PublishedLand } from '../../client/test/published-land.ts';
import { holdTo, type Measure } from '../measure.ts';
import { median, spread, table } from '../table.ts';

/** A phone on a slow network: 1.6 Mbit/s, 150 ms there and back, a quarter of this machine's speed. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SLOWER = 4;
const LOADS = 7;
/** Below it the largest contentful paint, by its median; and all bytes before interaction, at most. */
const GOAL_MS = 2_500;
const GOAL_BYTES = 200 * 1024;
/** Until nothing larger is painted. */
const SETTLED_MS = 4_000;

interface Load {
  readonly lcpMs: number;
  readonly bytes: number;
  readonly scriptBytes: number;
}

export const firstPaint: Measure = {
  says: 'the public page on a phone on a slow network: largest contentful paint, and bytes before interaction',
  async run([given]) {
    const browser = await launchChromium();
    const land = new PublishedLand({ districts: 76 });
    try {
      const origin = given ?? (await ownServer(land));
      const rows: string[][] = [];
      for (const lang of ['en', 'ru', 'ar']) {
        const loads: Load[] = [];
        for (let i = 0; i < LOADS; i++) loads.push(await load(browser, `${origin}/?lang=${lang}`));
        const kib = (bytes: number) => (bytes / 1024).toFixed(1);
        const most = (pick: (each: Load) => number) => kib(Math.max(...loads.map(pick)));
        rows.push([
          lang,
          spread(loads.map(({ lcpMs }) => lcpMs)),
          most(({ bytes }) => bytes),
          most(({ scriptBytes }) => scriptBytes),
        ]);
        const lcpMs = median(loads.map((each) => each.lcpMs));
        holdTo(lcpMs < GOAL_MS, `${lang}: largest contentful paint after ${lcpMs.toFixed(0)} ms, goal ${GOAL_MS}`);
        const bytes = Math.max(...loads.map((each) => each.bytes));
        holdTo(bytes <= GOAL_BYTES, `${lang}: ${kib(bytes)} KiB, goal ${kib(GOAL_BYTES)}`);
      }
      console.log(`${origin}: 1.6 Mbit/s, 150 ms, ${SLOWER} times slower, ${LOADS} loads each, nothing in the cache\n`);
      console.log(table(['', 'largest contentful paint, ms', 'all, KiB', 'script, KiB'], rows));
    } finally {
      await browser.close();
      if (given === undefined) await land.stop();
    }
  },
};

async function ownServer(land: PublishedLand): Promise<string> {
  await land.start(join(process.cwd(), 'dist/client'));
  await land.open();
  await land.take(125);
  return land.server.origin;
}

async function load(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    let [bytes, scriptBytes] = [0, 0];
    const scripts = new Set<string>();
    devtools.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId);
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength;
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.goto(url);
    await page.waitForSelector('[data-age]');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(SETTLED_MS);
    const lcpMs = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
        }),
    );
    return { lcpMs, bytes, scriptBytes };
  } finally {
    await context.close();
  }
}
