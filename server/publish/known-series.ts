import type { Area } from '../../shared/area.ts';
import { snapshotAtLevel } from '../../shared/levels.ts';
import type { ChannelCounts, Snapshot } from '../../shared/snapshot.ts';
import { CountColumn } from './count-column.ts';

/** One area's counts by channel at a row of instants, in their order. */
export type ChannelCurves = Readonly<Record<string, ChannelCurve>>;

export interface ChannelCurve {
  readonly registered: ArrayLike<number>;
  readonly issued: ArrayLike<number>;
  readonly cast?: ArrayLike<number>;
}

interface Columns {
  readonly registered: CountColumn;
  readonly issued: CountColumn;
  cast: CountColumn | null;
}

/** What was known at every snapshot, for each area from the root to the displayed level. */
export class KnownSeries {
  #length = 0;
  readonly #areas = new Map<string, Map<string, Columns>>();

  /** Bytes held. */
  get byteLength(): number {
    let bytes = 0;
    for (const channels of this.#areas.values()) {
      for (const { registered, issued, cast } of channels.values()) {
        bytes += registered.byteLength + issued.byteLength + (cast?.byteLength ?? 0);
      }
    }
    return bytes;
  }

  /**
   * Adds the next snapshot.
   *
   * @param areas the tree of the snapshot's revision
   * @param levels of the election from the root down
   */
  add(snapshot: Snapshot, areas: readonly Area[], levels: readonly string[]): void {
    const root = areas.find((area) => area.parent === null);
    if (root !== undefined) {
      for (const [channel, count] of Object.entries(snapshot.channels)) {
        this.#push(root.code, channel, count.registered, count.issued, count.cast);
      }
    }
    for (const level of levels.slice(0, levels.indexOf(snapshot.areas.level) + 1)) {
      if (level === root?.level) continue;
      const counts = snapshotAtLevel(snapshot, areas, level).areas;
      for (const [channel, own] of Object.entries(counts.byChannel)) this.#pushAll(counts.codes, channel, own);
    }
    this.#length += 1;
  }

  /** An area's counts at every snapshot, by channel; without a channel in which nothing was ever counted. */
  curves(area: string): ChannelCurves {
    const channels = this.#areas.get(area);
    if (channels === undefined) return {};
    return Object.fromEntries(
      [...channels].map(([channel, { registered, issued, cast }]) => {
        const whole = (column: CountColumn) => {
          column.extendTo(this.#length);
          return column.counts();
        };
        return [
          channel,
          { registered: whole(registered), issued: whole(issued), ...(cast === null ? {} : { cast: whole(cast) }) },
        ];
      }),
    );
  }

  #pushAll(codes: readonly string[], channel: string, counts: ChannelCounts): void {
    codes.forEach((code, index) => {
      this.#push(code, channel, counts.registered[index] ?? 0, counts.issued[index] ?? 0, counts.cast?.[index]);
    });
  }

  #push(area: string, channel: string, registered: number, issued: number, cast: number | undefined): void {
    let channels = this.#areas.get(area);
    if (channels === undefined) {
      channels = new Map();
      this.#areas.set(area, channels);
    }
    let columns = channels.get(channel);
    if (columns === undefined) {
      if (registered === 0 && issued === 0 && (cast ?? 0) === 0) return;
      columns = { registered: new CountColumn(), issued: new CountColumn(), cast: null };
      channels.set(channel, columns);
    }
    this.#pushAt(columns.registered, registered);
    this.#pushAt(columns.issued, issued);
    if (cast !== undefined) {
      columns.cast ??= new CountColumn();
      this.#pushAt(columns.cast, cast);
    }
  }

  #pushAt(column: CountColumn, count: number): void {
    column.extendTo(this.#length);
    column.push(count);
  }
}
