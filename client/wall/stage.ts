/**
 * What kind of screen the wall hangs on. `wide`: two columns. `square`, about 4:3: a strip over the tiles, the ranks at their
 * side. `upright`: one column. The style sheets divide at the same ratios, and measure each stage in its own `--u`.
 */
export type Stage = 'wide' | 'square' | 'upright';

/** @param width of the screen, in the unit of `height` */
export function stageOf(width: number, height: number): Stage {
  if (width <= height) return 'upright';
  return 2 * width <= 3 * height ? 'square' : 'wide';
}
