import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import { violations } from './axe.ts';
import { CLIENT, SIZES } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';
import { PublishedLand } from './published-land.ts';

/** Walls and the desk, whose bulletins it has; the pages come from the real server, which writes them. */
const screens = new FixtureServer(CLIENT, { districts: 24 });
const land = new PublishedLand({ districts: 24 });
const openPage = browsing({
  begin: () => Promise.all([screens.start(), land.begin(125)]),
  end: () => Promise.all([screens.kill(), land.stop()]),
});

interface Surface {
  readonly path: string;
  readonly size: keyof typeof SIZES;
  /** There once the surface has all that it shows. */
  readonly ready: string;
  /** What is pressed then, in this order, and what is there at last. */
  readonly pressed?: readonly string[];
  readonly opened?: string;
}

const SURFACES: Readonly<Record<string, Surface>> = {
  'the page on a phone': { path: '/', size: 'phone', ready: '.districts thead button' },
  'the page on a desktop': { path: '/', size: 'HD', ready: '.districts thead button' },
  'a district’s page': { path: '/areas/XX-AB', size: 'phone', ready: '[data-age]' },
  'the opened chart and its table': {
    path: '/',
    size: 'HD',
    ready: '.districts thead button',
    pressed: ['[data-chart]', 'turnout-chart summary'],
    opened: 'turnout-chart tbody tr',
  },
  'the headline scene': { path: '/wall', size: 'HD', ready: '[data-rise]' },
  'the press scene': { path: '/wall?scene=press', size: 'HD', ready: '.press-scene' },
  'the map scene': { path: '/wall?scene=map', size: 'HD', ready: 'change-map text' },
  'the desk': { path: '/desk', size: 'HD', ready: 'bulletin-grid tbody tr:last-child td:last-child .value' },
};

interface Reader extends Pick<BrowserContextOptions, 'forcedColors' | 'colorScheme'> {
  readonly asked: Readonly<Record<string, string>>;
}

const READERS: Readonly<Record<string, Reader>> = {
  light: { asked: { lang: 'en', theme: 'light' } },
  dark: { asked: { lang: 'ru', theme: 'dark' } },
  'forced colours, light': { asked: { lang: 'en' }, forcedColors: 'active', colorScheme: 'light' },
  'forced colours, dark': { asked: { lang: 'ru' }, forcedColors: 'active', colorScheme: 'dark' },
  'Arabic, from right to left': { asked: { lang: 'ar', theme: 'light' } },
};

function seenBy(reader: Reader | undefined): BrowserContextOptions {
  const { asked: _, ...seen } = reader ?? { asked: {} };
  return seen;
}

async function open({ path, size, ready, pressed = [], opened = ready }: Surface, reader: Reader): Promise<Page> {
  const url = new URL(path, path.startsWith('/wall') || path === '/desk' ? screens.url : land.server.origin);
  for (const [name, value] of Object.entries(reader.asked)) url.searchParams.set(name, value);
  const { page } = await openPage(url.href, { viewport: SIZES[size], ...seenBy(reader) });
  await page.waitForSelector(ready);
  for (const each of pressed) await page.click(each);
  await page.waitForSelector(opened);
  return page;
}

/** A third of the surfaces for each reader, other ones for the next; all for all with the full counts. */
function surfacesOf(reader: string) {
  const turn = Object.keys(READERS).indexOf(reader);
  return Object.entries(SURFACES).filter((_, i) => fullCounts || (i + turn) % 3 === 0);
}

describe.each(Object.entries(READERS))('in %s', (name, reader) => {
  it.each(surfacesOf(name))('axe finds nothing against %s', async (_name, surface) => {
    // However long the others took, what is looked at is fresh.
    screens.step();
    await land.take();
    const page = await open(surface, reader);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(reader.asked.lang === 'ar' ? 'rtl' : 'ltr');
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(
      reader.forcedColors === 'active',
    );
    expect(await violations(page)).toEqual([]);
    if (reader.forcedColors === 'active') expect(await foreignColours(page)).toEqual([]);
    await page.context().close();
  });
});

it.each([
  ['light', READERS.light],
  ['forced colours', READERS['forced colours, dark']],
])('axe finds nothing against a wall that has gone stale, in %s', async (_, reader) => {
  const old = new FixtureServer(CLIENT, { districts: 24 });
  await old.start();
  // The snapshot is taken before the clock goes on.
  old.at(old.number);
  old.silent = true;
  old.clockShiftMs = 720_000;
  const query = new URLSearchParams(reader?.asked).toString();
  const { page } = await openPage(`${old.url}/wall?${query}`, { viewport: SIZES.HD, ...seenBy(reader) });
  await page.waitForSelector('.banner [data-state="stale"]');
  expect(await violations(page)).toEqual([]);
  await page.context().close();
  await old.kill();
});

/**
 * Texts and grounds in colours that are none of the reader's, and texts under which the browser lays a plate. Mixed shades,
 * which are told apart by how they are written, are the reader's; the code is left out: cameras need its colours as they are.
 */
function foreignColours(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const probe = document.createElement('i');
    document.body.append(probe);
    const own = new Set(
      ['Canvas', 'CanvasText', 'GrayText', 'Highlight', 'HighlightText', 'LinkText', 'Field', 'FieldText'].map(
        (name) => {
          probe.style.color = name;
          return getComputedStyle(probe).color;
        },
      ),
    );
    probe.remove();
    const foreign: string[] = [];
    const visit = (element: Element): void => {
      if (element.matches('qr-code, script, style, noscript, title')) return;
      const { color, backgroundColor, forcedColorAdjust, display } = getComputedStyle(element);
      if (display === 'none') return;
      const said = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
      const where = `${element.localName}.${element.getAttribute('class')}`;
      if (said && !(element instanceof SVGElement) && !own.has(color)) foreign.push(`${where}: ${color}`);
      if (said && forcedColorAdjust !== 'none') foreign.push(`${where}: on a plate`);
      const shade = backgroundColor.startsWith('color(srgb');
      if (!shade && !backgroundColor.endsWith(', 0)') && !own.has(backgroundColor))
        foreign.push(`${where}: on ${backgroundColor}`);
      for (const child of [...element.children, ...(element.shadowRoot?.children ?? [])]) visit(child);
    };
    visit(document.body);
    return foreign;
  });
}
