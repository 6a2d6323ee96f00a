import type { Page } from 'playwright-core';
import { type CanvasText, standingTexts } from '../canvas-text.ts';
import { meet, overlaps, type PlacedText, placedTexts } from '../geometry.ts';
import { covered, placedSolids, type Solid } from '../solids.ts';

/** A screen, with the height that the rule of 2.7 % means. */
export interface WallSize {
  readonly width: number;
  readonly height: number;
  /**
   * The screen's own height at 4:3 and wider. A panel turned upright is the same panel read from the same places, so the
   * rule goes by the side that was its height.
   */
  readonly readBy: number;
}

export const WALL_SIZES: Readonly<Record<string, WallSize>> = {
  '3840 × 2160': { width: 3840, height: 2160, readBy: 2160 },
  '1920 × 1080': { width: 1920, height: 1080, readBy: 1080 },
  '5760 × 2160': { width: 5760, height: 2160, readBy: 2160 },
  '2560 × 1080': { width: 2560, height: 1080, readBy: 1080 },
  '1080 × 1920': { width: 1080, height: 1920, readBy: 1080 },
  '1024 × 768': { width: 1024, height: 768, readBy: 768 },
};

/** What is there once a scene is whole: the comparison with the hour before comes last and makes lines longer. */
export const WHOLE = {
  headline: '.headline-scene [data-rise]',
  press: '.press-scene',
  map: 'change-map text',
} as const;

/** A look at a wall: its texts, those on its canvas if they are noted, and its drawings. */
interface Look {
  readonly texts: readonly PlacedText[];
  readonly onCanvas: readonly CanvasText[];
  readonly solids: readonly Solid[];
  readonly scrolling: readonly string[];
}

async function lookAt(page: Page): Promise<Look> {
  const [texts, onCanvas, solids, scrolling] = await Promise.all([
    placedTexts(page),
    standingTexts(page),
    placedSolids(page),
    page.evaluate(scrollable),
  ]);
  return { texts, onCanvas, solids, scrolling };
}

/** What overlaps, stands on a drawing, is cut off, lies outside or could be scrolled: nothing on a whole screen. */
export async function lost(page: Page, size: Pick<WallSize, 'width' | 'height'>): Promise<string[]> {
  return lostIn(await lookAt(page), size);
}

/** Beside that: what cannot be read from afar, and a main number that is not one. */
export async function unreadable(page: Page, size: WallSize): Promise<string[]> {
  const look = await lookAt(page);
  const { texts, onCanvas } = look;
  const small = [...texts, ...onCanvas].filter(({ size: px }) => px < 0.027 * size.readBy);
  const largest = Math.max(...texts.map(({ size: px }) => px));
  return [
    ...lostIn(look, size),
    ...small.map(({ text, size: px }) => `“${text}” has ${px.toFixed(1)} px`),
    ...(largest < 0.16 * size.readBy ? [`the largest text has ${largest.toFixed(1)} px`] : []),
  ];
}

function lostIn({ texts, onCanvas, solids, scrolling }: Look, { width, height }: Pick<WallSize, 'width' | 'height'>) {
  const outside = texts.filter(
    ({ left, top, right, bottom, size }) =>
      left < -1 || top + 0.3 * size < -1 || right > width + 1 || bottom > height + 1,
  );
  const pairs = onCanvas.flatMap((a, i) => onCanvas.slice(i + 1).map((b) => [a, b] as const));
  return [
    ...overlaps(texts),
    ...covered(texts, solids),
    ...pairs.filter(([a, b]) => meet(a, b)).map(([a, b]) => `drawn “${a.text}” on “${b.text}”`),
    ...[...texts.filter(({ clipped }) => clipped), ...onCanvas.filter(({ cut }) => cut)].map(
      ({ text }) => `“${text}” is cut off`,
    ),
    ...outside.map(({ text }) => `“${text}” lies outside`),
    ...scrolling.map((name) => `${name} scrolls`),
  ];
}

/**
 * Walks a wall through all its sizes, at each drawn anew as it is within a second of the change, and gives what is lost or
 * unreadable there, with the size.
 *
 * @param clock of the page, where it was stopped: it is turned on by what a drawing takes
 */
export async function walkSizes(page: Page, clock: Page['clock'] | null = null): Promise<string[]> {
  const found: string[] = [];
  for (const [name, size] of Object.entries(WALL_SIZES)) {
    await page.setViewportSize(size);
    await drawnAnew(page, clock);
    found.push(...(await unreadable(page, size)).map((fault) => `${name}: ${fault}`));
  }
  return found;
}

/** Draws a wall as its next second does; twice, because a map's names and a curve are fitted to what was drawn before them. */
async function drawnAnew(page: Page, clock: Page['clock'] | null): Promise<void> {
  for (let time = 0; time < 2; time++) {
    await page.evaluate(async () => {
      const wall = document.querySelector('turnout-wall');
      if (wall === null) throw new Error('there is no wall');
      const host = wall as HTMLElement & { requestUpdate(): void; updateComplete: Promise<unknown> };
      host.requestUpdate();
      await host.updateComplete;
      // Observers are told of sizes once all is laid out, in the order they were made: this one last.
      await new Promise<void>((laidOut) => {
        const observer = new ResizeObserver(() => {
          observer.disconnect();
          laidOut();
        });
        observer.observe(wall);
      });
    });
    if (clock === null) await page.evaluate(() => new Promise(requestAnimationFrame));
    else await clock.runFor(100);
  }
}

/** Elements with more inside than they show, where a browser would put a scroll bar. */
function scrollable(): string[] {
  const found: string[] = [];
  const visit = (element: Element): void => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const bars = (way: string) => way === 'auto' || way === 'scroll' || element === document.documentElement;
    const wide = bars(overflowX) && element.scrollWidth > element.clientWidth;
    const high = bars(overflowY) && element.scrollHeight > element.clientHeight;
    if (wide || high) found.push(element.tagName);
    for (const child of [...element.children, ...(element.shadowRoot?.children ?? [])]) visit(child);
  };
  visit(document.documentElement);
  return found;
}
