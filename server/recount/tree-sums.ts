import type { Figures, Sums } from './differences.ts';
import type { Change } from './timeline.ts';

/** One row of `tree.sql`. */
export interface TreeRow {
  readonly area: string;
  readonly parent: string | null;
  readonly level: string;
  readonly leaf: boolean;
}

/** One row of `feeds.sql`. */
export type FeedRow = Pick<Change, 'area' | 'channel'>;

/** Sums of every area and channel, made by adding each precinct's change to each of its ancestors, one by one. */
export class TreeSums implements Sums {
  readonly root: string;
  readonly channels: readonly string[];
  /** By channel, then area. */
  readonly #counts = new Map<string, Map<string, { registered: number; issued: number; cast: number }>>();
  readonly #parents: ReadonlyMap<string, string | null>;
  readonly #levels = new Map<string, string[]>();

  /** All nothing, for each feed's precinct and what contains it. */
  constructor(tree: readonly TreeRow[], feeds: readonly FeedRow[]) {
    this.#parents = new Map(tree.map((row) => [row.area, row.parent]));
    this.root = tree.find((row) => row.parent === null)!.area;
    for (const { area, level } of tree) {
      const areas = this.#levels.get(level);
      if (areas === undefined) this.#levels.set(level, [area]);
      else areas.push(area);
    }
    for (const feed of feeds) this.add({ ...feed, registered: 0, issued: 0, cast: 0 });
    this.channels = [...this.#counts.keys()];
  }

  add(change: Change): void {
    let counts = this.#counts.get(change.channel);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(change.channel, counts);
    }
    for (let area: string | null = change.area; area !== null; area = this.#parents.get(area) ?? null) {
      let count = counts.get(area);
      if (count === undefined) {
        count = { registered: 0, issued: 0, cast: 0 };
        counts.set(area, count);
      }
      count.registered += change.registered;
      count.issued += change.issued;
      count.cast += change.cast;
    }
  }

  get levels(): readonly string[] {
    return [...this.#levels.keys()];
  }

  areasOf(level: string): readonly string[] {
    return this.#levels.get(level) ?? [];
  }

  of(area: string, channel: string): Figures | undefined {
    return this.#counts.get(channel)?.get(area);
  }

  /** Each area and channel that there is. */
  *all(): Generator<Figures & { readonly area: string; readonly channel: string }> {
    for (const [channel, counts] of this.#counts) {
      for (const [area, count] of counts) yield { area, channel, ...count };
    }
  }
}
