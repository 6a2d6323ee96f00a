import type { Page } from 'playwright-core';

export interface DigitWidths {
  readonly place: string;
  /** Room of `1111` and of `8888` there, CSS px; 0 and −1 where there is no such place. */
  readonly ones: number;
  readonly eights: number;
}

/** Puts both into the first match of each place, through shadow roots, and what stood there back again. */
export function digitWidths(page: Page, places: readonly string[]): Promise<DigitWidths[]> {
  return page.evaluate((wanted) => {
    const find = (root: ParentNode, selector: string): Element[] => [
      ...root.querySelectorAll(selector),
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? find(shadowRoot, selector) : [])),
    ];
    const widthOf = (element: Element, digits: string): number => {
      const kept = element.textContent;
      element.textContent = digits;
      const range = document.createRange();
      range.selectNodeContents(element);
      const { width } = range.getBoundingClientRect();
      element.textContent = kept;
      return width;
    };
    return wanted.map((place) => {
      const [element] = find(document, place);
      if (element === undefined) return { place, ones: 0, eights: -1 };
      return { place, ones: widthOf(element, '1111'), eights: widthOf(element, '8888') };
    });
  }, places);
}
