import type { Page } from 'playwright-core';
import { overlaps, placedTexts } from '../geometry.ts';

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

/** What overlaps, is cut off, lies outside or could be scrolled: nothing on a whole screen. */
export async function lost(page: Page, { width, height }: { width: number; height: number }): Promise<string[]> {
  const shown = await placedTexts(page);
  const outside = shown.filter(
    ({ left, top, right, bottom, size }) =>
      left < -1 || top + 0.3 * size < -1 || right > width + 1 || bottom > height + 1,
  );
  return [
    ...overlaps(shown),
    ...shown.filter(({ clipped }) => clipped).map(({ text }) => `“${text}” is cut off`),
    ...outside.map(({ text }) => `“${text}” lies outside`),
    ...(await page.evaluate(scrollable)).map((name) => `${name} scrolls`),
  ];
}

/** Beside that: what cannot be read from afar, and a main number that is not one. */
export async function unreadable(page: Page, size: WallSize): Promise<string[]> {
  const shown = await placedTexts(page);
  const small = shown.filter(({ size: px }) => px < 0.027 * size.readBy);
  const largest = Math.max(...shown.map(({ size: px }) => px));
  return [
    ...(await lost(page, size)),
    ...small.map(({ text, size: px }) => `“${text}” has ${px.toFixed(1)} px`),
    ...(largest < 0.16 * size.readBy ? [`the largest text has ${largest.toFixed(1)} px`] : []),
  ];
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
