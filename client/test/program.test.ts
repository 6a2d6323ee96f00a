import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getJson, type Program, startProgram, temporaryFolder, until } from '../../server/test/program.ts';
import type { BulletinList } from '../../shared/bulletin.ts';
import { Format } from '../../shared/format.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { launchChromium, openPage, SIZES, texts } from './browser.ts';
import { overlaps, placedTexts } from './geometry.ts';

const format = new Format('en', 'Europe/Bucharest');
const API = '/api/v1/elections/ro-2020';
const args = ['serve', '--rehearse', 'ro-2020', '--from', '2020-12-06T12:58:00+02:00', '--speed', '60'];
let browser: Browser;
let program: Program;
let env: Record<string, string>;

beforeAll(async () => {
  browser = await launchChromium();
  env = { TURNOUT_DATA: await temporaryFolder() };
  program = await startProgram({ args, env });
  env = { ...env, PORT: new URL(program.url).port };
  // Until then the latest snapshot is a 404, which a browser writes on its console as an error.
  await until(() => getJson(program, `${API}/now.json`), { what: 'the first count', told: () => program.output() });
}, 180_000);
afterAll(() => browser.close());

/** What one redraw put up: snapshot number, percent, issued, registered of the whole. */
function wholeOn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ['[data-snapshot]', '[data-figure="percent"]', '[data-figure="issued"]', '[data-figure="registered"]'].map(
      deepText,
    ),
  );
}

/** The number on screen, and whether every figure beside it is the one of that number's file. */
async function expectAsFiled(page: Page): Promise<number> {
  const [number = '', ...figures] = await wholeOn(page);
  const shown = Number(number.replace(/\D/gu, ''));
  const { total } = await getJson<Snapshot>(program, `${API}/snapshots/${shown}.json`);
  expect(figures).toEqual([
    format.percentNumber(total.turnoutPct),
    format.count(total.issued),
    format.count(total.registered),
  ]);
  return shown;
}

describe('screens of the program itself', () => {
  it('the page of a real election, with its names, tiles and map, weighs at most 200 KiB before anything is done', async () => {
    for (const lang of ['en', 'ru']) {
      const { page } = await openPage(browser, 'about:blank', { viewport: SIZES.phone });
      const devtools = await page.context().newCDPSession(page);
      let bytes = 0;
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await devtools.send('Network.enable');
      await page.goto(`${program.url}/?lang=${lang}`);
      await page.waitForSelector('[data-age]');
      await page.evaluate(() => document.fonts.ready);
      expect(await page.locator('.land').count()).toBe(42);
      expect(bytes).toBeGreaterThan(50 * 1024);
      expect(bytes).toBeLessThanOrEqual(200 * 1024);
      await page.context().close();
    }
  });

  it.each(['/wall', '/'])('%s shows the figures of the file of its number, and the next ones too', async (path) => {
    const { page, complaints } = await openPage(browser, `${program.url}${path}?lang=en`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-snapshot]');
    const first = await expectAsFiled(page);
    await page.waitForFunction((n) => Number(deepText('[data-snapshot]').replace(/\D/gu, '')) > n, first);
    await expectAsFiled(page);
    expect((await texts(page, 'rehearsal-band .word, .band .word'))[0]?.toLowerCase()).toBe('rehearsal');
    expect(overlaps(await placedTexts(page))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the desk shows what the newest bulletin froze', async () => {
    const { page, complaints } = await openPage(browser, `${program.url}/desk?lang=en`, { viewport: SIZES.HD });
    await expect
      .poll(() => page.locator('bulletin-grid tbody tr:last-child td:last-child .value').count(), { timeout: 90_000 })
      .toBe(1);
    const { bulletins } = await getJson<BulletinList>(program, `${API}/bulletins/`);
    const shown = await page.getAttribute('bulletin-grid thead th:last-child', 'data-bulletin');
    const bulletin = bulletins.find(({ number }) => String(number) === shown);
    expect((await texts(page, 'bulletin-grid .total td:last-child .under'))[0]).toBe(
      format.count(bulletin?.issued ?? -1),
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('its log, taken home as a zip, verifies in the page saved to disk with the network cut; a flipped byte names the hour', async () => {
    const ended = '2020-12-06T13';
    await until(
      async () =>
        (await getJson<BulletinList>(program, `${API}/bulletins/`)).bulletins.some(({ hour }) => hour === ended),
      { what: `the bulletin of ${ended}`, told: () => program.output() },
    );
    const saved = join(await temporaryFolder(), 'verify.html');
    await writeFile(saved, await (await fetch(`${program.url}/verify`)).text());
    const zip = new Uint8Array(await (await fetch(`${program.url}${API}/log/log.zip`)).arrayBuffer());

    const { page, complaints } = await openPage(browser, 'about:blank', { viewport: SIZES.HD });
    await page.context().setOffline(true);
    await page.goto(`${pathToFileURL(saved).href}?lang=en`);
    const choose = (bytes: Uint8Array) =>
      page.setInputFiles('[data-choose="zip"]', {
        name: 'log.zip',
        mimeType: 'application/zip',
        buffer: Buffer.from(bytes),
      });
    await choose(zip);
    await page.waitForSelector('[data-verdict="whole"]');
    const files = unzipSync(zip);
    const path = Object.keys(files).find((name) => name.endsWith('bulletins/1.json'))!;
    files[path]![100]! ^= 1;
    await choose(zipSync(files));
    await page.waitForSelector('[data-verdict="wrong"]');
    const { bulletins } = await getJson<BulletinList>(program, `${API}/bulletins/`);
    expect(await page.getAttribute('[data-problems] li', 'data-hour')).toBe(bulletins[0]?.hour);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);
});

/** Put into each page by `openPage`: text of the first match, through shadow roots. */
declare function deepText(selector: string): string;
