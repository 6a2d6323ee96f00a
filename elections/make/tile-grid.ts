/** Longitude and latitude. */
type Place = readonly [number, number];

/** Cells of the map's rectangle for each tile: the shape of the land shows where they stay empty. */
const CELLS_A_TILE = 1.9;

/** The middle of a geometry's rectangle. */
export function middleOf(coordinates: unknown): Place {
  const points = pointsOf(coordinates);
  const middle = (values: readonly number[]) =>
    (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2;
  return [middle(points.map(([x]) => x)), middle(points.map(([, y]) => y))];
}

function pointsOf(coordinates: unknown): Place[] {
  const parts = coordinates as unknown[];
  return typeof parts[0] === 'number' ? [parts as unknown as Place] : parts.flatMap(pointsOf);
}

/** Rows of `tiles.csv`: each place on a cell of its own, all together as near to where they lie as can be. */
export function tileGrid(places: readonly { readonly code: string; readonly at: Place }[]): [string, number, number][] {
  const narrow = Math.cos((places.reduce((sum, { at }) => sum + at[1], 0) / places.length / 180) * Math.PI);
  const flat = places.map(({ at: [x, y] }) => [x * narrow, -y] as const);
  const [left, top] = [0, 1].map((axis) => Math.min(...flat.map((point) => point[axis]!))) as [number, number];
  const [width, height] = [0, 1].map((axis, i) => Math.max(...flat.map((point) => point[axis]!)) - [left, top][i]!) as [
    number,
    number,
  ];
  const pitch = Math.sqrt((width * height) / (places.length * CELLS_A_TILE));
  const [cols, rows] = [Math.ceil(width / pitch) + 1, Math.ceil(height / pitch) + 1];
  const costs = flat.map(([x, y]) =>
    Array.from({ length: cols * rows }, (_, cell) => {
      const [dx, dy] = [(x - left) / pitch - (cell % cols), (y - top) / pitch - Math.floor(cell / cols)];
      return dx * dx + dy * dy;
    }),
  );
  const cells = assign(costs);
  const used = { col: cells.map((cell) => cell % cols), row: cells.map((cell) => Math.floor(cell / cols)) };
  const first = { col: Math.min(...used.col), row: Math.min(...used.row) };
  return places.map(({ code }, i) => [code, used.col[i]! - first.col, used.row[i]! - first.row]);
}

/**
 * A column for each row, none twice, of least total cost: the Hungarian method by shortest augmenting paths (Jonker and Volgenant,
 * 1987).
 *
 * @param costs at least as many columns as rows
 */
export function assign(costs: readonly (readonly number[])[]): number[] {
  const columns = costs[0]!.length;
  const rowPrice = new Float64Array(costs.length + 1);
  const columnPrice = new Float64Array(columns + 1);
  // Rows and columns count from 1; column 0 holds the row that is looking for a place.
  const holder = new Int32Array(columns + 1);
  for (let row = 1; row <= costs.length; row++) {
    holder[0] = row;
    const before = new Int32Array(columns + 1);
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const seen = new Uint8Array(columns + 1);
    let here = 0;
    while (holder[here] !== 0) {
      seen[here] = 1;
      const asking = holder[here]!;
      let next = 0;
      let step = Number.POSITIVE_INFINITY;
      for (let column = 1; column <= columns; column++) {
        if (seen[column] === 1) continue;
        const cost = costs[asking - 1]![column - 1]! - rowPrice[asking]! - columnPrice[column]!;
        if (cost < least[column]!) {
          least[column] = cost;
          before[column] = here;
        }
        if (least[column]! < step) {
          step = least[column]!;
          next = column;
        }
      }
      for (let column = 0; column <= columns; column++) {
        if (seen[column] === 1) {
          rowPrice[holder[column]!]! += step;
          columnPrice[column]! -= step;
        } else least[column]! -= step;
      }
      here = next;
    }
    for (; here !== 0; here = before[here]!) holder[here] = holder[before[here]!]!;
  }
  const found = new Array<number>(costs.length);
  for (let column = 1; column <= columns; column++) if (holder[column] !== 0) found[holder[column]! - 1] = column - 1;
  return found;
}
