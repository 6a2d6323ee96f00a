// Every screen in every state as pictures on one page, from real servers on the bundled packages and, for what no package is in, from the
// tests' made-up election:
//   npm run look -- FOLDER [WORDS]     (without FOLDER: ./look; with WORDS only the states that contain them)
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchChromium } from '../test/browser.ts';
import type { FixtureOptions } from '../test/fixture-election.ts';
import { FixtureServer } from '../test/fixture-server.ts';
import { type Moment, rehearse } from './program.ts';
import { everyScreen, fewScreens, otherReaders, pastPages, pausedPages, type Shot } from './scenes.ts';
import { type Group, sheet } from './sheet.ts';

const [folder = './look', words = '', ...more] = process.argv.slice(2);
if (more.length > 0 || folder.startsWith('-')) {
  console.error('usage: npm run look -- FOLDER [WORDS]');
  process.exit(2);
}
const root = process.cwd();
const client = join(root, 'dist/client');
const out = resolve(folder);
/** Most of a state's time is waiting until the screen says so. */
const AT_ONCE = 4;
/** Every screen has one of these as soon as it shows what was counted. */
const FIGURES = '[data-figure], bulletin-grid .value';
mkdirSync(out, { recursive: true });

const browser = await launchChromium();
const groups: Group[] = [];
try {
  for (const [name, o] of Object.entries(moments())) if (name.includes(words)) await real(name, o);
  for (const [name, o] of Object.entries(states())) if (name.includes(words)) await made(name, o);
} finally {
  await browser.close();
  writeFileSync(join(out, 'index.html'), sheet(groups));
  console.log(`${groups.flatMap(({ files }) => files).length} pictures: ${join(out, 'index.html')}`);
}

/** Moments of real packages, and what of each is looked at. */
function moments(): Record<string, Moment & { readonly shots: readonly Shot[] }> {
  const russia = (day: string, from: string, at: string) => ({
    election: 'ru-2020',
    from: `${day}T${from}:00+03:00`,
    at: `${day}T${at}:00+03:00`,
  });
  const romania = { election: 'ro-2020', from: '2020-12-06T12:58:00+02:00', at: '2020-12-06T14:00:00+02:00' };
  return {
    'Russia at 10:00': { ...russia('2020-06-29', '08:58', '10:00'), shots: everyScreen() },
    'Russia at 14:00': { ...russia('2020-06-29', '12:58', '14:00'), shots: [...everyScreen(), ...otherReaders()] },
    'Russia after closing': { ...russia('2020-07-01', '21:30', '23:59'), shots: everyScreen() },
    'Romania at 14:00': { ...romania, shots: everyScreen() },
  };
}

interface Made {
  readonly shots: readonly Shot[];
  readonly options?: Partial<FixtureOptions>;
  /** How far the server's clock goes on while nothing is sent, ms. */
  readonly silentForMs?: number;
  /** The server is killed once the screen has shown its figures. */
  readonly dies?: boolean;
  readonly number?: number;
}

/** States that no real package is in. */
function states(): Record<string, Made> {
  return {
    late: { shots: fewScreens('[data-state="late"]'), silentForMs: 120_000 },
    stale: { shots: fewScreens('[data-state="stale"]'), silentForMs: 720_000 },
    offline: { shots: fewScreens('[data-state="offline"]'), dies: true },
    past: { shots: pastPages(121) },
    paused: { shots: pausedPages() },
    'districts missing': { shots: fewScreens(), options: { missingEach: 5 } },
    'electorate 0': { shots: fewScreens() },
    'hours not counted': { shots: fewScreens(), options: { notices: [0, 1, 2, 3] }, number: 361 },
    'corrected reports': { shots: fewScreens(), options: { corrections: 7 } },
    'the first count': { shots: fewScreens(FIGURES), number: 1 },
    '3,200 districts': { shots: fewScreens(), options: { districts: 3200 } },
  };
}

async function real(name: string, { shots, ...moment }: Moment & { readonly shots: readonly Shot[] }): Promise<void> {
  const files: string[] = [];
  groups.push({ name, files });
  const program = await rehearse(root, moment);
  try {
    for (const shot of shots) files.push(await take(name, program.url, shot));
  } finally {
    await program.end();
  }
}

async function made(name: string, { shots, ...o }: Made): Promise<void> {
  const files: string[] = [];
  groups.push({ name, files });
  for (let i = 0; i < shots.length; i += AT_ONCE) {
    files.push(...(await Promise.all(shots.slice(i, i + AT_ONCE).map((shot) => ofState(name, shot, o)))));
  }
}

/** One screen in the state, from a server of its own. */
async function ofState(name: string, shot: Shot, o: Omit<Made, 'shots'>): Promise<string> {
  const server = new FixtureServer(client, o.options, o.number);
  await server.start();
  try {
    if (o.silentForMs !== undefined) {
      // The snapshot is taken before the clock goes on.
      server.at(server.number);
      server.silent = true;
      server.clockShiftMs = o.silentForMs;
    }
    return await take(name, server.url, shot, o.dies ? () => server.kill() : undefined);
  } finally {
    await server.kill();
  }
}

/** One picture, and its file; what must be waited for and does not come is told, and the picture is taken all the same. */
async function take(group: string, url: string, shot: Shot, afterOpening?: () => Promise<void>): Promise<string> {
  const context = await browser.newContext({
    viewport: { width: shot.wide, height: shot.high },
    forcedColors: shot.forced ? 'active' : 'none',
  });
  const page = await context.newPage();
  await page.goto(`${url}${shot.path}`);
  if (afterOpening !== undefined) {
    await page.waitForSelector(FIGURES).catch(() => null);
    await afterOpening();
  }
  if (shot.press !== undefined) await page.click(shot.press);
  const waited = await page.waitForSelector(shot.until, { timeout: 45_000 }).catch(() => null);
  if (waited === null) console.error(`${group}, ${shot.name}: no ${shot.until}`);
  // Curves and comparisons are asked for after the first drawing.
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => null);
  // What is compared with an hour ago comes after the figures, where there is an hour to compare with.
  await page.waitForSelector('[data-rise]', { timeout: 5_000 }).catch(() => null);
  await page.evaluate(() => document.fonts.ready);
  const file = `${`${group} ${shot.name}`.replaceAll(/[^\w]+/gu, '-')}.png`;
  await page.screenshot({ path: join(out, file), fullPage: shot.whole === true });
  await context.close();
  console.log(file);
  return file;
}
