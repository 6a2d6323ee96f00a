import type { Area } from './area.ts';
import type { AreaCounts, ChannelCounts, Snapshot } from './snapshot.ts';

/** Whether `level` is `other` or nearer to the root; `levels` runs from the root down. False for an unknown level. */
export function isAtOrAbove(levels: readonly string[], level: string, other: string): boolean {
  const depth = levels.indexOf(level);
  return depth !== -1 && depth <= levels.indexOf(other);
}

/** The snapshot with its areas added up to a level above theirs; everything else as it was. */
export function snapshotAtLevel(snapshot: Snapshot, areas: readonly Area[], level: string): Snapshot {
  return { ...snapshot, areas: countsAtLevel(snapshot.areas, areas, level) };
}

/**
 * The counts of every area of `level`, in the order of `areas`: each the sum of the counted areas within it.
 *
 * An area of `level` with nothing counted inside is 0; a counted area outside every area of `level` is in none.
 *
 * @param counts of areas at `level` or below it
 * @param areas the election's tree, down to the counted areas at least
 */
export function countsAtLevel(counts: AreaCounts, areas: readonly Area[], level: string): AreaCounts {
  if (level === counts.level) return counts;
  const codes = areas.filter((area) => area.level === level).map((area) => area.code);
  const target = targetPositions(counts.codes, areas, codes);
  return {
    revision: counts.revision,
    level,
    codes,
    ...sumInto(counts, target, codes.length),
    byChannel: Object.fromEntries(
      Object.entries(counts.byChannel).map(([channel, own]) => [channel, sumInto(own, target, codes.length)]),
    ),
  };
}

/** For each area its own position among `above` or that of the area there which contains it; -1 where none does. */
export function targetPositions(
  codes: readonly string[],
  areas: readonly Area[],
  above: readonly string[],
): readonly number[] {
  const parents = new Map(areas.map((area) => [area.code, area.parent]));
  const positions = new Map(above.map((code, index) => [code, index]));
  return codes.map((code) => {
    let at: string | null | undefined = code;
    while (at !== null && at !== undefined) {
      const position = positions.get(at);
      if (position !== undefined) return position;
      at = parents.get(at);
    }
    return -1;
  });
}

function sumInto(counts: ChannelCounts, target: readonly number[], length: number): ChannelCounts {
  const add = (values: readonly number[]) => {
    const sums = new Array<number>(length).fill(0);
    values.forEach((value, index) => {
      const position = target[index] ?? -1;
      if (position !== -1) sums[position]! += value;
    });
    return sums;
  };
  return {
    registered: add(counts.registered),
    issued: add(counts.issued),
    ...(counts.cast === undefined ? {} : { cast: add(counts.cast) }),
  };
}
