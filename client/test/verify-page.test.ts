import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PublishedStore } from '../../server/publish/publish.ts';
import { fullCounts } from '../../server/test/counts.ts';
import { LOG, signer, smallLog, smallLogBulletins, smallLogPart } from '../../server/test/small-log.ts';
import { quiet, smallDescription, temporaryDirectory } from '../../server/test/small-publication.ts';
import { type SmallServer, serveSmall } from '../../server/test/small-server.ts';
import { keyText, LOG_KEY, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { chooseZip, openSaved, verdictOf, zipOf } from './saved-verify-page.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZE = 30;
/** What a reader downloads may be in any folder. */
const whole = smallLog(SIZE).files;
let browser: Browser;
let folder: string;
let server: SmallServer;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), 'turnout-verify-page-'));
  await copyFile(join(CLIENT, 'verify.html'), join(folder, 'saved page.html'));
  const store = new PublishedStore({ directory: temporaryDirectory(), log: quiet });
  store.openElection({ description: smallDescription({ id: 'mine' }), edition: 'first' });
  for (const bulletin of smallLogBulletins(SIZE)) await store.addBulletin('mine', bulletin);
  store.addToLog('mine', smallLogPart(SIZE));
  server = await serveSmall(store, { clientDirectory: CLIENT });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
});

async function saveLog(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), bytes);
  }
  return join(folder, name);
}

function changed(path: string, change: (bytes: Uint8Array) => void): Map<string, Uint8Array> {
  const bytes = Uint8Array.from(whole.get(path)!);
  change(bytes);
  return new Map(whole).set(path, bytes);
}

const savedPage = (query = 'lang=en', options: BrowserContextOptions = {}) =>
  openSaved(browser, join(folder, 'saved page.html'), query, options);

describe('the page that verifies a log, saved to disk, with the network cut', () => {
  it('proves the folder of a log, and says what it cannot prove', async () => {
    const { page, complaints } = await savedPage();
    await page.setInputFiles('[data-choose="folder"]', await saveLog('whole', whole));
    expect(await verdictOf(page)).toBe('whole');
    const rows = await texts(page, '[data-proved] div');
    // As `turnout verify` counts them: 28 counted hours of 13 sums each, 30 heads, two files a bulletin.
    for (const row of [
      'Witnesses who signed it 1 of 1 promised observer.example/w1 30/30 2027-01-15T08:00:00.000Z',
      'Leaves that make up the signed root 30',
      'Files that are, byte for byte, those logged 60',
      'Sums and percentages done again 364',
      'Promised hours so far 28: 27 counted, 1 explained by a notice',
      'Earlier heads that this log goes on from 30',
    ]) {
      expect(rows).toContain(row);
    }
    expect(await texts(page, '[data-limits] li')).toHaveLength(5);
    expect(await page.textContent('[data-head]')).toBe(Buffer.from(whole.get('log/checkpoint')!).toString());
    expect((await texts(page, '.band .word'))[0]?.toLowerCase()).toBe('rehearsal');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      'This log is whole and agrees with itself',
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('does not take a signature that does not verify', async () => {
    const { page } = await savedPage();
    // Deep in the base64 of the log's own line, behind the key's id; any other letter is another signature.
    const own = Buffer.from('\n\n— turnout.example/mine/rehearsal ');
    await chooseZip(
      page,
      changed('log/checkpoint', (bytes) => {
        const at = Buffer.from(bytes).indexOf(own) + own.length + 40;
        bytes[at] = bytes[at] === 65 ? 66 : 65;
      }),
    );
    expect(await verdictOf(page)).toBe('wrong');
    expect(await page.locator('[data-fault="signature"]').count()).toBe(1);
    await page.context().close();
  });

  it.each(['folder', 'zip'])('takes a %s that is dropped', async (what) => {
    const { page } = await savedPage();
    const path = what === 'folder' ? await saveLog('dropped', whole) : join(folder, 'dropped.zip');
    if (what === 'zip') await writeFile(path, zipOf(whole));
    const devtools = await page.context().newCDPSession(page);
    const drop = { x: 300, y: 300, data: { items: [], files: [path], dragOperationsMask: 1 } };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, ...drop });
    expect(await verdictOf(page)).toBe('whole');
    await page.context().close();
  });

  it('holds a log to a head and a key from elsewhere', async () => {
    const { page } = await savedPage();
    await page.fill('[data-since]', Buffer.from(whole.get('log/checkpoint')!).toString());
    await page.fill('[data-keys]', keyText(LOG.key));
    await chooseZip(page, whole);
    expect(await verdictOf(page)).toBe('whole');
    const rows = await texts(page, '[data-proved] div');
    expect(rows).toContain('Earlier heads that this log goes on from 31, yours among them');
    expect(rows.find((row) => row.startsWith('Head signed with'))).toContain('the key that you gave');
    // More is proved with what the reader kept, and less is left open.
    expect((await texts(page, '.says'))[0]).toBe('This log is whole, and nothing before the head you kept was changed');
    expect((await texts(page, '[data-limits] li')).join()).not.toContain('write a whole new one');

    await chooseZip(page, smallLog(SIZE, { seed: 1 }).files);
    await page.waitForSelector('[data-fault="history"]');
    expect(await page.locator('[data-problems] li').count()).toBe(1);

    await page.fill('[data-keys]', keyText(signer('turnout.example/mine/rehearsal', LOG_KEY, 9).key));
    await chooseZip(page, whole);
    await page.waitForSelector('[data-fault="signature"]');

    const stranger = signer('observer.example/w1', WITNESS_KEY, 8);
    await page.fill('[data-keys]', `${keyText(LOG.key)}\n${keyText(stranger.key)}\n`);
    await chooseZip(page, whole);
    await page.waitForSelector('[data-fault="witness"]');

    await page.fill('[data-keys]', 'no key');
    await chooseZip(page, whole);
    await page.waitForSelector('[data-verdict="nothing"]');
    expect(await texts(page, '.says')).toEqual(['This text is no key of a log. Nothing was checked.']);
    await page.context().close();
  });

  it('says so where there is no log', async () => {
    const { page } = await savedPage();
    await page.setInputFiles('[data-choose="zip"]', {
      name: 'holiday.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zipSync({ 'beach.txt': Buffer.from('sand') })),
    });
    expect(await verdictOf(page)).toBe('nothing');
    await page.setInputFiles('[data-choose="zip"]', { name: 'x.zip', mimeType: '', buffer: Buffer.from('no zip') });
    await page.waitForFunction(() => document.body.innerText.includes('The log could not be read'));
    await page.context().close();
  });

  it('answers and moves its bar while it verifies a long log', async () => {
    const size = fullCounts ? 1000 : 250;
    const { page } = await savedPage();
    await page.evaluate(() => {
      const seen = new Set<number>();
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const bar = document.querySelector('progress');
        if (bar !== null) seen.add(bar.value);
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const { files } = smallLog(size);
    const begun = performance.now();
    await chooseZip(page, files);
    expect(await verdictOf(page)).toBe('whole');
    console.log(`${size} bulletins verified in the browser in ${Math.round(performance.now() - begun)} ms`);
    const seen = await page.evaluate(() => (window as unknown as { seen: Set<number> }).seen.size);
    expect(seen).toBeGreaterThan(2);
    await page.context().close();
  });
});

describe('the page that verifies a log, on its server', () => {
  it('verifies that server’s log at the press of a button, under a policy of hashes', async () => {
    const { headers } = await server.get('/verify');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'/u);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    const { page, complaints } = await openPage(browser, `${server.origin}/verify?lang=en`, { viewport: SIZES.HD });
    await page.click('[data-check="mine"]');
    expect(await verdictOf(page)).toBe('whole');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('gives itself and the log to be taken home, where they verify', async () => {
    const { page } = await openPage(browser, `${server.origin}/verify?lang=en`, { viewport: SIZES.HD });
    const take = async (link: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(link)]);
      return readFile(await download.path());
    };
    expect(await take('a[download="turnout-verify.html"]')).toEqual(await readFile(join(CLIENT, 'verify.html')));
    const zip = unzipSync(await take('a[download="mine-log.zip"]'));
    await page.context().close();
    const files = new Map(Object.entries(zip).map(([path, bytes]) => [path.replace('mine-log/', ''), bytes]));
    const home = await savedPage();
    await chooseZip(home.page, files);
    expect(await verdictOf(home.page)).toBe('whole');
    await home.page.context().close();
  });
});

const READERS: Readonly<Record<string, { query: string } & BrowserContextOptions>> = {
  'light, on a phone': { query: 'lang=en&theme=light', viewport: SIZES.phone },
  'dark, on a desktop': { query: 'lang=ru&theme=dark' },
  'Arabic, on a phone': { query: 'lang=ar', viewport: SIZES.phone },
  'forced colours': { query: 'lang=en', forcedColors: 'active' },
};

describe.each(Object.entries(READERS))('in %s', (_, { query, ...options }) => {
  it('axe finds nothing against the page, its good verdict or its bad one, and nothing runs out sideways', async () => {
    const { page } = await savedPage(query, options);
    const wrong = changed('bulletins/9.csv', (bytes) => bytes.fill(48, 20, 30));
    for (const files of [null, whole, wrong]) {
      if (files !== null) {
        await chooseZip(page, files);
        await page.waitForSelector(`[data-verdict="${files === whole ? 'whole' : 'wrong'}"]`);
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });
});

async function violations(page: Page): Promise<string[]> {
  // The page's policy runs no script but its own; what looks at it runs beside the page's world.
  const devtools = await page.context().newCDPSession(page);
  const { frameTree } = await devtools.send('Page.getFrameTree');
  const { executionContextId } = await devtools.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const run = (expression: string) =>
    devtools.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
  await run(axe);
  const { result } = await run(
    `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html)))`,
  );
  return result.value as string[];
}
