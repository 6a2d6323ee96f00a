/** A country drawn flat, once, before anything shows it: SVG in units of its own, y downwards. Published as `map.json`. */
export interface ProjectedMap {
  readonly schema: 'turnout-map/1';
  /** Width and height; 0 where the boundaries enclose nothing. */
  readonly wide: number;
  readonly high: number;
  /** In the order of the boundaries. */
  readonly areas: readonly ProjectedArea[];
  /** SVG path of the lines between and around areas, without the seam that the 180th meridian cuts into their data. */
  readonly borders: string;
}

export interface ProjectedArea {
  readonly code: string;
  /** SVG path: each ring `Mx,yLx,y…Z`, absolute, to a tenth of a unit; inside by the nonzero rule. */
  readonly path: string;
  /** Middle of its largest part. */
  readonly at: readonly [number, number];
}
