import type { Sums } from './differences.ts';
import type { Change } from './timeline.ts';

/** One row of `tree.sql`. */
export interface TreeRow {
  readonly area: string;
  readonly parent: string | null;
  readonly level: string;
  readonly leaf: boolean;
}

/** Sums of every area and channel, made by adding each precinct's change to each of its ancestors, one by one. */
export class TreeSums implements Sums {
  readonly #counts = new Map<string, { registered: number; issued: number; cast: number }>();
  readonly #parents: ReadonlyMap<string, string | null>;
  readonly root: string;

  constructor(tree: readonly TreeRow[]) {
    this.#parents = new Map(tree.map((row) => [row.area, row.parent]));
    this.root = tree.find((row) => row.parent === null)!.area;
  }

  add(change: Change): void {
    for (let area: string | null = change.area; area !== null; area = this.#parents.get(area) ?? null) {
      const key = `${area} ${change.channel}`;
      let count = this.#counts.get(key);
      if (count === undefined) {
        count = { registered: 0, issued: 0, cast: 0 };
        this.#counts.set(key, count);
      }
      count.registered += change.registered;
      count.issued += change.issued;
      count.cast += change.cast;
    }
  }

  of(area: string, channel: string) {
    return this.#counts.get(`${area} ${channel}`) ?? { registered: 0, issued: 0, cast: 0 };
  }
}
