import type { Page } from 'playwright-core';
import { type Box, ink, meet, type PlacedText } from './geometry.ts';

/** A drawing with a place of its own, on which nothing else may stand. */
export interface Solid extends Box {
  /** Code of the district whose tile it is; empty for the others. */
  readonly tile: string;
}

/** The codes, bars, charts and tiles of a wall. */
export function placedSolids(page: Page): Promise<Solid[]> {
  return page.locator('qr-code, turnout-bar, canvas, .tile > .ground').evaluateAll((all) =>
    all.map((each) => {
      const { left, top, right, bottom } = each.getBoundingClientRect();
      const tile = each.closest('.tile')?.getAttribute('data-code') ?? '';
      return { text: tile === '' ? each.localName : `tile of ${tile}`, tile, left, top, right, bottom };
    }),
  );
}

/** What stands on a drawing that is not its own, letters by their ink. */
export function covered(texts: readonly PlacedText[], solids: readonly Solid[]): string[] {
  const letters = texts.map((text) => ({ ...text, ...ink(text) }));
  return solids.flatMap((solid, i) => [
    ...letters
      .filter((text) => (solid.tile === '' || text.tile !== solid.tile) && meet(text, solid))
      .map(({ text }) => `“${text}” stands on the ${solid.text}`),
    ...solids
      .slice(i + 1)
      .filter((other) => meet(solid, other))
      .map(({ text }) => `the ${text} stands on the ${solid.text}`),
  ]);
}
