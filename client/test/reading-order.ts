import type { Page } from 'playwright-core';

/** What is read from left to right in every language: a number with its sign, separators and unit mark, a code, a name in Latin letters. */
const LEFT_TO_RIGHT =
  /[+−-]?\p{M}*[\u200e\u200f\u061c]*\d(?:[\d.,:/\u00a0\u202f]*\d)?[\u200e\u200f\u061c\u00a0]*%?|\p{Script=Latin}(?:[^\p{Script=Arabic}،؛]*[\p{Script=Latin}\d)†])?/gu;

/**
 * Pieces of a page's text that are to be read from left to right but do not stand so, as told by where each of their letters
 * stands: through shadow roots, on one line at a time.
 */
export function outOfOrder(page: Page): Promise<string[]> {
  return page.evaluate(
    ([source, flags]) => {
      const pattern = new RegExp(source ?? '', flags);
      const found: string[] = [];
      const visit = (node: Node): void => {
        if (node instanceof Element) {
          if (node instanceof HTMLStyleElement || node instanceof SVGTitleElement || node.tagName === 'NOSCRIPT')
            return;
          const { display, visibility } = getComputedStyle(node);
          if (display === 'none' || visibility === 'hidden') return;
          node.shadowRoot?.childNodes.forEach(visit);
        }
        if (node instanceof Text) for (const match of node.data.matchAll(pattern)) look(node, match.index, match[0]);
        node.childNodes.forEach(visit);
      };
      const look = (node: Text, at: number, piece: string): void => {
        const range = document.createRange();
        let before: DOMRect | null = null;
        for (let i = 0; i < piece.length; i++) {
          range.setStart(node, at + i);
          range.setEnd(node, at + i + 1);
          const box = range.getBoundingClientRect();
          // Marks of direction and spaces at the end of a line have no width.
          if (box.width === 0) continue;
          const sameLine = before !== null && Math.abs(box.top - before.top) < box.height / 2;
          if (before !== null && sameLine && box.left < before.left - 0.5) {
            found.push(`${piece} in ${(node.parentElement?.textContent ?? '').replace(/\s+/gu, ' ').trim()}`);
            return;
          }
          before = box;
        }
      };
      visit(document.body);
      return [...new Set(found)];
    },
    [LEFT_TO_RIGHT.source, LEFT_TO_RIGHT.flags] as const,
  );
}
