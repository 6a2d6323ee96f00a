import type { Page } from 'playwright-core';
import type { CanvasText } from './canvas-text.ts';

/**
 * All that a page says to eye and ear, sorted, each once: its texts through shadow roots, whether seen or heard, what its
 * attributes say, and what was written on its canvases, if that was noted. Durations, which pass by the second, are left out.
 */
export function saidTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = new Set<string>();
    const visit = (node: Node): void => {
      if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return;
      if (node instanceof Text) said.add(node.data);
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'alt', 'aria-description']) said.add(node.getAttribute(name) ?? '');
        node.shadowRoot?.childNodes.forEach(visit);
      }
      node.childNodes.forEach(visit);
    };
    visit(document.body);
    const { canvasTexts = [] } = window as unknown as { canvasTexts?: readonly CanvasText[] };
    for (const { text } of canvasTexts) said.add(text);
    const lasting = (text: string) =>
      text
        .replace(/(?<!\d)\d:\d\d\b/gu, '')
        .replace(/\s+/gu, ' ')
        .trim();
    return [...new Set([...said].map(lasting))].filter((text) => text !== '').sort();
  });
}
