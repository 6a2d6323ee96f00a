import type { ProjectedMap } from '../projected-map.ts';

/** A country drawn flat, as small as a page can carry: whole units, each area one path. */
export interface CountryMap {
  readonly wide: number;
  readonly high: number;
  readonly areas: readonly MapArea[];
}

export interface MapArea {
  readonly code: string;
  /** SVG path in whole units. */
  readonly path: string;
}

type Point = readonly [number, number];

/** Side of the mark that stands for an area too small to be drawn, in units. */
const MARK = 3;

/**
 * The election's map drawn coarser. Points that fall on the same unit are one, the same one for both neighbours of a border.
 *
 * @param frame largest size of the drawing, in units; one of the two is filled
 */
export function pageMap({ wide, high, areas }: ProjectedMap, frame: { wide: number; high: number }): CountryMap {
  if (areas.length === 0) return { wide: 0, high: 0, areas: [] };
  const scale = Math.min(frame.wide / wide, frame.high / high);
  const place = ([x, y]: Point): Point => [Math.round(x * scale), Math.round(y * scale)];
  return {
    wide: Math.round(wide * scale),
    high: Math.round(high * scale),
    areas: areas.map(({ code, path, at }) => ({
      code,
      path:
        ringsOf(path)
          .map((ring) => ringPath(ring.map(place)))
          .join('') || mark(place(at)),
    })),
  };
}

/** The corners of each ring of a projected path. */
function ringsOf(path: string): Point[][] {
  return path
    .split('M')
    .slice(1)
    .map((ring) => Array.from(ring.matchAll(/(-?[\d.]+),(-?[\d.]+)/gu), ([, x, y]): Point => [Number(x), Number(y)]));
}

function mark([x, y]: Point): string {
  return `M${x - 1} ${y - 1}l${MARK} 0 0 ${MARK}-${MARK} 0z`;
}

/** One ring by its corners, each from the one before; nothing where it encloses no unit. */
function ringPath(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return '';
  const steps: [number, number][] = [];
  let area = 0;
  [...points, first].forEach(([x, y], i) => {
    const [fromX, fromY] = points[i - 1] ?? [x, y];
    area += fromX * y - x * fromY;
    const [dx, dy] = [x - fromX, y - fromY];
    if (dx === 0 && dy === 0) return;
    const last = steps.at(-1);
    if (last !== undefined && last[0] * dy === last[1] * dx && last[0] * dx + last[1] * dy > 0) {
      last[0] += dx;
      last[1] += dy;
    } else steps.push([dx, dy]);
  });
  if (area === 0) return '';
  // The last step only closes the ring.
  const written = steps
    .slice(0, -1)
    .map(([dx, dy], i) => `${i > 0 && dx >= 0 ? ' ' : ''}${dx}${dy < 0 ? '' : ' '}${dy}`);
  return `M${first[0]} ${first[1]}l${written.join('')}z`;
}
