import type { Page } from 'playwright-core';

/** Where something stands on a page, CSS px, and what it is called in a complaint. */
export interface Box {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A piece of visible text and where it stands. */
export interface PlacedText extends Box {
  /** Code of the tile on which it is written; empty elsewhere. */
  readonly tile: string;
  /** Font size as it appears, CSS px, scaled with its drawing. */
  readonly size: number;
  /** Cut off by an ancestor that hides its overflow. */
  readonly clipped: boolean;
}

/** Every visible line of text on a page, through shadow roots, but for what stands inside `except`. */
export function placedTexts(page: Page, except = ''): Promise<PlacedText[]> {
  return page.evaluate((passedOver) => {
    const found: PlacedText[] = [];
    const visit = (node: Node): void => {
      if (node instanceof Element) {
        if (passedOver !== '' && node.matches(passedOver)) return;
        const style = getComputedStyle(node);
        if (style.display === 'none' || style.visibility === 'hidden') return;
        // For ears only.
        if (style.clipPath === 'inset(50%)') return;
        if (node instanceof SVGTitleElement || node instanceof HTMLStyleElement || node.tagName === 'NOSCRIPT') return;
        if (node.shadowRoot !== null) node.shadowRoot.childNodes.forEach(visit);
        if (node instanceof HTMLSlotElement) return;
      }
      // Letters that a drawing fits into a length stand where the whole text does; a range has them as wide as they were.
      if (node instanceof SVGTextElement && node.hasAttribute('textLength')) {
        put(node.textContent ?? '', node, node.getBoundingClientRect());
        return;
      }
      if (node instanceof Text && node.data.trim() !== '' && node.parentElement !== null)
        place(node, node.parentElement);
      node.childNodes.forEach(visit);
    };
    const place = (node: Text, parent: Element): void => {
      const range = document.createRange();
      range.selectNodeContents(node);
      // What is drawn again above each column of a table is counted as often, all of it in one place.
      const places = new Map([...range.getClientRects()].map((box) => [`${box.left} ${box.top}`, box]));
      for (const box of places.values()) {
        if (box.width > 0 && box.height > 0 && isInSight(parent, box)) put(node.data, parent, box);
      }
    };
    const put = (text: string, parent: Element, box: DOMRect): void => {
      const { left, top, right, bottom } = box;
      const scale = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1;
      found.push({
        text: text.trim(),
        left,
        top,
        right,
        bottom,
        size: Number.parseFloat(getComputedStyle(parent).fontSize) * scale,
        tile: parent.closest('.tile')?.getAttribute('data-code') ?? '',
        clipped: isClipped(parent, box),
      });
    };
    /** Not scrolled out of what scrolls within itself. */
    const isInSight = (start: Element, box: DOMRect): boolean => {
      for (let at: Element | null = start; at !== null; at = parentOf(at)) {
        const { overflowY } = getComputedStyle(at);
        if (at === document.documentElement || (overflowY !== 'auto' && overflowY !== 'scroll')) continue;
        const limits = at.getBoundingClientRect();
        if (box.top < limits.top - 1 || box.bottom > limits.bottom + 1) return false;
      }
      return true;
    };
    const isClipped = (start: Element, box: DOMRect): boolean => {
      for (let at: Element | null = start; at !== null; at = parentOf(at)) {
        const { overflowX } = getComputedStyle(at);
        if (overflowX === 'visible' || at === document.documentElement) continue;
        if (overflowX === 'auto' || overflowX === 'scroll') return false;
        const limits = at.getBoundingClientRect();
        if (box.left < limits.left - 1 || box.right > limits.right + 1) return true;
      }
      return false;
    };
    const parentOf = (element: Element): Element | null => {
      const root = element.getRootNode();
      return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    };
    visit(document.body);
    return found;
  }, except);
}

/** Pairs of texts whose letters stand on each other. */
export function overlaps(texts: readonly PlacedText[]): string[] {
  const found: string[] = [];
  texts.forEach((a, i) => {
    for (const b of texts.slice(i + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(ink(a).bottom, ink(b).bottom) - Math.max(ink(a).top, ink(b).top);
      if (wide > 2 && high > 0.05 * Math.min(a.size, b.size)) found.push(`“${a.text}” on “${b.text}”`);
    }
  });
  return found;
}

/** Whether two boxes share more than their edges. */
export function meet(a: Box, b: Box): boolean {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return wide > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
}

/** How far a text's letters reach up and down, CSS px. Noto Sans stands 1.069 of its size above the line; digits reach 0.72 up, a comma or a dagger 0.14 and some letters 0.2 down. */
export function ink({ text, top, size }: PlacedText): { top: number; bottom: number } {
  const below = /^[\d.%\s\p{Lu}]*$/u.test(text) ? 0.01 : /^[\d,%†\s\p{Lu}]*$/u.test(text) ? 0.14 : 0.2;
  return { top: top + 0.349 * size, bottom: top + (1.069 + below) * size };
}
