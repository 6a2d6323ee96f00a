// Every screen in every state as pictures on one page, from real servers on the bundled packages:
//   npm run look -- FOLDER        (without FOLDER: ./look)
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/browser.ts';
import type { FixtureOptions } from '../test/fixture-election.ts';
import { FixtureServer } from '../test/fixture-server.ts';
import { rehearse } from './program.ts';
import { everyScreen, fewScreens, otherReaders, type Shot } from './scenes.ts';

const [folder = './look', ...more] = process.argv.slice(2);
if (more.length > 0) {
  console.error('usage: npm run look -- FOLDER');
  process.exit(2);
}
const root = process.cwd();
const client = join(root, 'dist/client');
const out = resolve(folder);
mkdirSync(out, { recursive: true });

const browser = await launchChromium();
const taken: string[] = [];
try {
  await real('Russia 10:00', 'ru-2020', '2020-06-29T08:58:00+03:00', '2020-06-29T10:00:00+03:00', true);
  await real('Russia 14:00', 'ru-2020', '2020-06-29T12:58:00+03:00', '2020-06-29T14:00:00+03:00', true);
  await real('Russia closed', 'ru-2020', '2020-07-01T19:58:00+03:00', '2020-07-01T21:00:00+03:00', false);
  await real('Romania 14:00', 'ro-2020', '2020-12-06T12:58:00+02:00', '2020-12-06T14:00:00+02:00', true);
  await made('late', { until: '[data-state="late"]', silentForMs: 120_000 });
  await made('stale', { until: '[data-state="stale"]', silentForMs: 720_000 });
  await made('offline', { until: '[data-state="offline"]', dies: true });
  await made('electorate 0 and an open corner', { until: '[data-rise]', others: true });
  await made('before anything is counted: districts missing', { until: '[data-figure]', number: 1 });
  await made('3,200 districts', { until: '[data-rise]', options: { districts: 3200 } });
} finally {
  await browser.close();
}
writeFileSync(join(out, 'index.html'), sheet(taken));
console.log(`${taken.length} pictures: ${join(out, 'index.html')}`);

/** A moment of a real package; `all` in every size, else one of each. Its clock has stopped, so it is shown as past. */
async function real(name: string, id: string, from: string, until: string, all: boolean): Promise<void> {
  const program = await rehearse(root, id, from, until);
  try {
    const at = `&at=${encodeURIComponent(until)}`;
    const shots = all ? everyScreen(name, at) : fewScreens(name, '[data-qr]');
    for (const shot of shots) await take(browser, program.url, shot);
  } finally {
    await program.end();
  }
}

interface Made {
  readonly until: string;
  readonly options?: Partial<FixtureOptions>;
  readonly silentForMs?: number;
  readonly dies?: boolean;
  readonly others?: boolean;
  readonly number?: number;
}

/** A state that no real package is in, of the made-up election of the tests. */
async function made(name: string, o: Made): Promise<void> {
  const shots = [...fewScreens(name, o.until), ...(o.others ? otherReaders(name) : [])];
  for (const shot of shots) {
    const server = new FixtureServer(client, o.options, o.number);
    await server.start();
    try {
      if (o.silentForMs !== undefined) {
        // The snapshot is taken before the clock goes on.
        server.at(server.number);
        server.silent = true;
        server.clockShiftMs = o.silentForMs;
      }
      await take(browser, server.url, shot, o.dies ? () => server.kill() : undefined);
    } finally {
      await server.kill();
    }
  }
}

/** One picture; what must be waited for and does not come is told, and the picture is taken all the same. */
async function take(browser: Browser, url: string, shot: Shot, afterOpening?: () => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: shot.wide, height: shot.high },
    forcedColors: shot.forced ? 'active' : 'none',
  });
  const page = await context.newPage();
  await page.goto(`${url}${shot.path}`);
  if (shot.rtl) {
    await page.evaluate(() => {
      document.dir = 'rtl';
    });
  }
  if (afterOpening !== undefined) {
    await page.waitForSelector('[data-figure]').catch(() => null);
    await afterOpening();
  }
  const waited = await page.waitForSelector(shot.until, { timeout: 45_000 }).catch(() => null);
  if (waited === null) console.error(`${shot.name}: no ${shot.until}`);
  // Curves and comparisons are asked for after the first drawing.
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => null);
  await page.evaluate(() => document.fonts.ready);
  const file = `${shot.name.replaceAll(/[^\w]+/gu, '-')}.png`;
  await page.screenshot({ path: join(out, file) });
  taken.push(file);
  await context.close();
}

function sheet(files: readonly string[]): string {
  const figures = files.map(
    (file) =>
      `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${file.replace('.png', '').replaceAll('-', ' ')}</figcaption></figure>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Turnout: contact sheet</title>
<style>body{font:14px system-ui;background:#777;margin:1rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(24rem,1fr));gap:1rem}
figure{margin:0}img{max-width:100%;max-height:30rem}</style>${figures.join('\n')}</html>\n`;
}
