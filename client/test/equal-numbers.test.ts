import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import { getJson, type Program, startProgram, until } from '../../server/test/program.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { launchChromium, openPage, SIZES } from './browser.ts';
import { readNumber } from './read-number.ts';

/** The fifth day of the Russian vote of 2020, at whose 14:00 the online figure was posted. */
const DAY = '2020-06-29';
const API = '/api/v1/elections/ru-2020';
const HOURS = fullCounts ? [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20] : [10, 14, 20];
const LANGUAGES = fullCounts ? (['en', 'ru', 'ar'] as const) : (['en', 'ru'] as const);

/** Numbers as they stand somewhere, each under what it is of: `all issued`, `online percent`, `RU-MOW registered`. */
type Numbers = ReadonlyMap<string, number | null>;

let browser: Browser;
let program: Program;
let compared = 0;

beforeAll(async () => {
  browser = await launchChromium();
  const span = ['--from', `${DAY}T07:58:00+03:00`, '--until', `${DAY}T20:00:00+03:00`, '--speed', '6000'];
  program = await startProgram({ args: ['serve', '--rehearse', 'ru-2020', ...span] });
  await until(async () => program.output().includes('has ended'), {
    what: 'the end of the day',
    withinMs: 180_000,
    told: () => program.output(),
  });
}, 300_000);
afterAll(() => browser.close());

it.each(HOURS)(
  'at %i:00 wall, page, CSV and JSON of one snapshot show the same numbers in every language',
  async (hour) => {
    const at = `${DAY}T${String(hour).padStart(2, '0')}:00:00+03:00`;
    const snapshot = await getJson<Snapshot>(program, `${API}/at/${encodeURIComponent(at)}.json`);
    expect(snapshot.asOf).toBe(at);
    const filed = ofJson(snapshot);
    // The country, two channels, and 87 districts (85 regions, voters abroad, Baikonur), three numbers each.
    expect(filed.size).toBe((1 + 2 + 87) * 3);
    const csv = await (await fetch(`${program.url}${API}/snapshots/${snapshot.number}.csv`)).text();
    expectSame(ofCsv(csv, snapshot.number), filed, filed.size);
    for (const lang of LANGUAGES) {
      const asked = `?lang=${lang}&election=ru-2020&snapshot=${snapshot.number}`;
      const written = await open(`/${asked}`, false);
      expectSame(await ofPage(written, lang), filed, filed.size);
      await written.context().close();
      const page = await open(`/${asked}`, true);
      await page.waitForSelector('.districts thead button');
      expectSame(await ofPage(page, lang), filed, filed.size);
      await page.context().close();
      const wall = await open(`/wall${asked}`, true);
      await wall.waitForSelector('tile-grid .tile .value');
      // Every district with a tile; Baikonur and voters abroad have none.
      expectSame(await ofWall(wall, lang), withShort(filed), 3 * 3 + 85 * 2);
      await wall.context().close();
    }
    // CSV, and in each language two pages of 270 and a wall of 179.
    expect(compared).toBeGreaterThanOrEqual(270 + LANGUAGES.length * (2 * 270 + 179));
  },
);

it('compared some thousands of numbers', () => {
  console.log(`${compared} numbers compared over ${HOURS.length} instants of a day`);
  expect(compared).toBe(HOURS.length * (270 + LANGUAGES.length * (2 * 270 + 179)));
});

async function open(path: string, javaScriptEnabled: boolean): Promise<Page> {
  const { page } = await openPage(browser, `${program.url}${path}`, { viewport: SIZES.HD, javaScriptEnabled });
  return page;
}

/** Every shown number stands in the file and is the one there; there are so many of them. */
function expectSame(shown: Numbers, filed: Numbers, size: number): void {
  expect(shown.size).toBe(size);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries([...shown.keys()].map((key) => [key, filed.get(key)])));
  compared += shown.size;
}

function ofJson({ total, channels, areas }: Snapshot): Numbers {
  const numbers = new Map<string, number | null>();
  const put = (name: string, issued: number, registered: number, percent = inParts(100, issued, registered)) => {
    numbers.set(`${name} issued`, issued);
    numbers.set(`${name} registered`, registered);
    numbers.set(`${name} percent`, percent);
  };
  // Those that the file itself says are the right ones, and what all others are compared with.
  for (const [name, { issued, registered, turnoutPct }] of Object.entries({ all: total, ...channels })) {
    expect(turnoutPct, name).toBe(inParts(100, issued, registered));
    put(name, issued, registered, turnoutPct);
  }
  areas.codes.forEach((code, i) => {
    put(code, areas.issued[i] ?? Number.NaN, areas.registered[i] ?? Number.NaN);
  });
  return numbers;
}

/** Beside the percentages those with one decimal, which tiles print. */
function withShort(filed: Numbers): Numbers {
  const numbers = new Map(filed);
  for (const key of filed.keys()) {
    const [name = '', measure] = key.split(' ');
    if (measure === 'percent')
      numbers.set(`${name} short`, inParts(10, filed.get(`${name} issued`) ?? 0, filed.get(`${name} registered`) ?? 0));
  }
  return numbers;
}

/** Percent in whole `parts` of a point, half up, by integers of any size; 100 only for exactly all, nothing of nobody. */
function inParts(parts: number, issued: number, registered: number): number | null {
  if (registered === 0) return null;
  const [n, all, whole] = [BigInt(issued), BigInt(registered), BigInt(100 * parts)];
  const rounded = (2n * whole * n + all) / (2n * all);
  if (n < all && rounded >= whole) return 100 - 1 / parts;
  return Number(rounded) / parts;
}

/** Rows of the whole and of districts as `all`, and of the whole's channels. */
function ofCsv(csv: string, number: number): Numbers {
  const [head = '', ...lines] = csv.trimEnd().split(/\r?\n/u);
  const columns = head.split(',');
  const numbers = new Map<string, number | null>();
  for (const line of lines) {
    const cells = line.split(',');
    const cell = (column: string) => cells[columns.indexOf(column)] ?? '';
    expect(cell('number')).toBe(String(number));
    const whole = cell('level') === 'country';
    if (!whole && cell('channel') !== 'all') continue;
    const name = whole ? cell('channel') : cell('area');
    numbers.set(`${name} issued`, Number(cell('issued')));
    numbers.set(`${name} registered`, Number(cell('registered')));
    numbers.set(`${name} percent`, cell('turnout_pct') === '' ? null : Number(cell('turnout_pct')));
  }
  return numbers;
}

/** What stands in the figures of the whole and its channels. */
async function ofFigures(page: Page, lang: string): Promise<Map<string, number | null>> {
  const found = await page
    .locator('[data-panel="total"] [data-figure], [data-channel] [data-figure]')
    .evaluateAll((all) =>
      all.map((figure) => {
        const root = figure.getRootNode();
        const place = root instanceof ShadowRoot ? root.host : figure;
        const channel = place.closest('[data-channel]')?.getAttribute('data-channel');
        return { name: `${channel ?? 'all'} ${figure.getAttribute('data-figure')}`, text: figure.textContent ?? '' };
      }),
    );
  return new Map(found.map(({ name, text }) => [name, readNumber(text, lang)]));
}

async function ofPage(page: Page, lang: string): Promise<Numbers> {
  const numbers = await ofFigures(page, lang);
  const rows = await page.locator('.districts tbody tr').evaluateAll((all) =>
    all.map((row) => ({
      code: row.getAttribute('data-code'),
      percent: row.querySelector('.pct')?.textContent ?? '',
      issued: row.querySelector('.issued')?.textContent ?? '',
      registered: row.querySelector('.registered')?.textContent ?? '',
    })),
  );
  for (const { code, ...cells } of rows) {
    for (const [measure, text] of Object.entries(cells)) numbers.set(`${code} ${measure}`, readNumber(text, lang));
  }
  return numbers;
}

async function ofWall(page: Page, lang: string): Promise<Numbers> {
  const numbers = await ofFigures(page, lang);
  const tiles = await page.locator('tile-grid .tile').evaluateAll((all) =>
    all.map((tile) => ({
      code: tile.getAttribute('data-code'),
      exact: tile.querySelector('title')?.textContent?.split(': ').at(-1) ?? '',
      short: tile.querySelector('.value')?.textContent ?? '',
    })),
  );
  for (const { code, exact, short } of tiles) {
    numbers.set(`${code} percent`, readNumber(exact.replace(/[\s%٪\u061c]+$/u, ''), lang));
    numbers.set(`${code} short`, readNumber(short, lang));
  }
  return numbers;
}
