import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { smallLogPart } from '../../server/test/small-log.ts';
import type { BulletinListing } from '../../shared/bulletin.ts';
import { Format } from '../../shared/format.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { PublishedLand } from './published-land.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** More than one sheet of A4 holds. */
const DISTRICTS = 85;
/** Of the 42nd and the 83rd nothing is counted yet. */
const land = new PublishedLand({ districts: DISTRICTS, missingEach: 41 });
const format = new Format('en', land.election.description.timezone);
let hour: Snapshot;
let first: BulletinListing;
let correction: BulletinListing;
const openPage = browsing({
  begin: async () => {
    hour = await land.begin(60);
    first = await land.freeze(hour);
    await land.take();
    correction = await land.freeze(hour, { kind: 'correction', corrects: 1 });
    // Its leaves are those of bulletins 0 and 1, so that the second is not in it yet.
    const { manifest, leaves, heads } = smallLogPart(2);
    land.log({ manifest, leaves, heads });
  },
  end: () => land.stop(),
});

const open = async (query: string, options: BrowserContextOptions = {}) =>
  (await openPage(`${land.server.origin}/bulletin?election=land&${query}`, { viewport: SIZES.HD, ...options })).page;

describe('the page of a moment', () => {
  it.each([false, true])('says that its hour was corrected, and leads there, scripts %s', async (javaScriptEnabled) => {
    const moment = async (number: number) => {
      const { page } = await openPage(`${land.server.origin}/?election=land&lang=en&snapshot=${number}`, {
        javaScriptEnabled,
      });
      if (javaScriptEnabled) await page.waitForSelector('.districts thead button');
      return page;
    };
    const page = await moment(hour.number);
    expect(await texts(page, '[data-corrected]')).toEqual(['Do not use: corrected by bulletin 2. Bulletin 2']);
    await page.click('[data-corrected] a');
    await page.waitForSelector('[data-corrects="1"]');
    await page.context().close();
    const later = await moment(hour.number + 1);
    expect(await later.locator('[data-corrected]').count()).toBe(0);
    await later.context().close();
  });
});

describe('the page of a bulletin', () => {
  it('says with scripts off all that is to be signed: totals, hash, leaf, head and address', async () => {
    const page = await open('number=1&lang=en', { javaScriptEnabled: false });
    const total = (await texts(page, '.totals .total td')).slice(0, 2);
    expect(total).toEqual([format.count(first.issued!), format.count(first.registered!)]);
    expect(await texts(page, '[data-sha256]')).toEqual([first.sha256]);
    expect(await page.locator('.sheets tbody tr').count()).toBe(land.latest.areas.codes.length);
    // Nought as it was frozen, and that nothing stands behind it.
    const uncounted = page.locator('.sheets tbody tr:has([data-uncounted])');
    expect(await uncounted.locator('th').allInnerTexts()).toEqual(
      ['BP', 'DE'].map((name) => `District ${name} nothing counted yet`),
    );
    expect(await uncounted.first().locator('td').allInnerTexts()).toEqual(['0', '0', '0', '42,000', '0.00']);
    const facts = await texts(page, '.bulletin dl div');
    expect(facts).toContain('Leaf of the log 1');
    expect(facts.some((fact) => fact.startsWith('Head of the log 2 leaves, root '))).toBe(true);
    const permalink = `${land.server.origin}/bulletin?election=land&number=1`;
    expect(facts).toContain(`Permanent address ${permalink}`);
    expect(await page.getAttribute('[data-qr]', 'data-qr')).toBe(permalink);
    expect(await texts(page, '.hands b')).toEqual(['Checked by', 'Signed by']);
    expect((await texts(page, '.band .word'))[0]?.toLowerCase()).toBe('rehearsal');
    await page.context().close();
  });

  it('tells that it was corrected, and by which; the correction tells why', async () => {
    const page = await open('number=1&lang=en');
    expect((await texts(page, '[data-corrected]'))[0]).toContain('Do not use: corrected by bulletin 2.');
    await page.click('[data-corrected] a');
    await page.waitForSelector('[data-corrects="1"]');
    expect(await texts(page, '[data-sha256]')).toEqual([correction.sha256]);
    expect(await texts(page, '.said')).toEqual(['Reason: a nought too many']);
    expect(await texts(page, '.bulletin dl div')).toContain('Leaf of the log not in the log yet');
    await page.context().close();
  });

  it('without a number is of the newest hour, and of one that is not there says so', async () => {
    const newest = await open('lang=en');
    expect(await texts(newest, 'h1')).toEqual(['Bulletin 2 (correction)']);
    await newest.context().close();
    const answer = await land.server.get('/bulletin?election=land&number=9&lang=en');
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Bulletin 9 was not published yet.');
  });

  it('prints as A4: one sheet to sign, then the districts under their head again and again', async () => {
    for (const lang of ['en', 'ru']) {
      const page = await open(`number=1&lang=${lang}`);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      // 85 districts of some 6 mm, on sheets of 265 mm: two or three of them behind the first.
      const sheets = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/gu)].map(([, ...sides]) =>
        sides.map(Number),
      );
      expect(sheets.length).toBeGreaterThanOrEqual(3);
      expect(sheets.length).toBeLessThanOrEqual(4);
      // 210 mm by 297 mm in points of 25.4 / 72 mm.
      for (const sheet of sheets) expect(sheet.map(Math.round)).toEqual([595, 842]);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('nav, .files').filter({ visible: true }).count()).toBe(0);
      const head = page.locator('.which');
      expect(await head.isVisible()).toBe(true);
      expect(await page.locator('.sheets thead').evaluate((thead) => getComputedStyle(thead).display)).toBe(
        'table-header-group',
      );
      await page.context().close();
    }
  });
});

describe.each([
  ['light, on a phone', 'lang=en&theme=light', { viewport: SIZES.phone }],
  ['dark, on a desktop', 'lang=ru&theme=dark', {}],
  ['Arabic, on a phone', 'lang=ar', { viewport: SIZES.phone }],
  ['forced colours', 'lang=en', { forcedColors: 'active' }],
] as const)('the page of a bulletin in %s', (_, query, options) => {
  it('axe finds nothing against, and nothing but its table is wider than the screen', async () => {
    const page = await open(`number=1&${query}`, options);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`));
  });
}
