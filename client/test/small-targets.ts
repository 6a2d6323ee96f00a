import type { Page } from 'playwright-core';

/** What is pressed on a page and is less than 24 px wide or high, with its size. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.locator('a, button, input, summary, label:has(input)').evaluateAll((all) =>
    all.flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const seen = getComputedStyle(target).visibility !== 'hidden' && width > 0;
      // A box that a label belongs to is pressed by its label.
      const alone = target.closest('label') === null || target.localName === 'label';
      const text = `${target.localName} ${target.textContent?.trim().slice(0, 30)}: ${width} × ${height}`;
      return seen && alone && Math.min(width, height) < 24 ? [text] : [];
    }),
  );
}
