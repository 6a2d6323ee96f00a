import { apportion } from './apportion.ts';
import { RehearsalImpossibleError, told } from './published-figures.ts';
import type { Draw } from './random.ts';
import type { Anchor } from './total-anchors.ts';

/** What is known of one precinct's part in a channel. */
export interface PrecinctPart {
  readonly code: string;
  readonly registered: number;
  /** Counts it has to meet, ascending. */
  readonly anchors: readonly Anchor[];
}

/**
 * To which precinct each ballot of a channel goes, so that each precinct's counts are met exactly at their instants. Between its
 * counts a precinct's share is even; after its last, by electors who have no ballot yet.
 *
 * @param totalAt how many ballots of the channel are issued by an instant
 * @param total how many in all
 * @throws RehearsalImpossibleError when the precincts' counts do not go together with the channel's
 */
export function precinctOfEach(
  parts: readonly PrecinctPart[],
  totalAt: (atMs: number) => number,
  total: number,
  draw: Draw,
): Uint32Array {
  const instants = [...new Set(parts.flatMap((part) => part.anchors.map((anchor) => anchor.atMs)))].sort(
    (a, b) => a - b,
  );
  const precinct = new Uint32Array(total);
  let counts = parts.map(() => 0);
  let event = 0;
  for (const atMs of [...instants, Number.POSITIVE_INFINITY]) {
    const until = Number.isFinite(atMs) ? totalAt(atMs) : total;
    const next = countsAt(parts, counts, atMs, event, until, totalAt);
    const urn = new Urn(next.map((count, index) => count - counts[index]!));
    for (; event < until; event++) precinct[event] = urn.take(draw());
    counts = next;
  }
  return precinct;
}

/** Each precinct's count at an instant, adding up to the channel's. */
function countsAt(
  parts: readonly PrecinctPart[],
  counts: readonly number[],
  atMs: number,
  totalBefore: number,
  total: number,
  totalAt: (atMs: number) => number,
): number[] {
  const known = parts.map((part) => part.anchors.find((anchor) => anchor.atMs === atMs)?.count);
  const next = counts.map((count, index) => known[index] ?? count);
  let left = total - totalBefore;
  for (const [index, part] of parts.entries()) {
    const increase = next[index]! - counts[index]!;
    if (increase < 0) {
      throw new RehearsalImpossibleError(`${part.code} falls from ${counts[index]} to ${next[index]} at ${told(atMs)}`);
    }
    left -= increase;
  }
  if (left < 0) {
    throw new RehearsalImpossibleError(
      `at ${told(atMs)} precincts are ${-left} above the ${total} of the whole channel`,
    );
  }
  // Precincts with a later count go there evenly; only then do the others share what is left.
  const later = parts.map((part, index) => {
    const anchor = known[index] === undefined ? part.anchors.find((candidate) => candidate.atMs > atMs) : undefined;
    return anchor === undefined ? null : { anchor, span: totalAt(anchor.atMs) - totalBefore };
  });
  const expected = later.map((to, index) => {
    if (to === null || to.span === 0) return 0;
    return ((to.anchor.count - counts[index]!) * (total - totalBefore)) / to.span;
  });
  const isFree = parts.map((_, index) => known[index] === undefined && later[index] === null);
  const even = Math.min(left, Math.round(expected.reduce((sum, value) => sum + value, 0)));
  const toLater = isFree.some(Boolean) ? even : left;
  const laterCaps = later.map((to, index) => (to === null ? 0 : to.anchor.count - counts[index]!));
  left -= give(next, apportion(toLater, expected, laterCaps));
  const unissued = parts.map((part, index) => (isFree[index] ? Math.max(0, part.registered - counts[index]!) : 0));
  left -= give(next, apportion(left, unissued, unissued));
  // More ballots than electors: shown as it was published.
  const anyone = isFree.map((free) => (free ? left : 0));
  left -= give(
    next,
    apportion(
      left,
      parts.map((part) => part.registered),
      anyone,
    ),
  );
  if (left > 0) throw new RehearsalImpossibleError(`${left} ballots of ${told(atMs)} belong to no precinct`);
  return next;
}

function give(counts: number[], shares: readonly number[]): number {
  let given = 0;
  for (const [index, share] of shares.entries()) {
    counts[index]! += share;
    given += share;
  }
  return given;
}

/** Draws without putting back: sums of the remaining ballots in a Fenwick tree. */
class Urn {
  readonly #sums: number[];
  readonly #top: number;
  #left: number;

  constructor(counts: readonly number[]) {
    this.#sums = [0, ...counts];
    for (let index = 1; index < this.#sums.length; index++) {
      const above = index + (index & -index);
      if (above < this.#sums.length) this.#sums[above]! += this.#sums[index]!;
    }
    this.#top = 2 ** Math.floor(Math.log2(Math.max(1, counts.length)));
    this.#left = counts.reduce((sum, count) => sum + count, 0);
  }

  /** Index of the precinct whose ballot is drawn. @param at from 0 up to 1 */
  take(at: number): number {
    let wanted = Math.floor(at * this.#left);
    let index = 0;
    for (let step = this.#top; step > 0; step >>= 1) {
      const next = index + step;
      if (next < this.#sums.length && this.#sums[next]! <= wanted) {
        index = next;
        wanted -= this.#sums[next]!;
      }
    }
    for (let above = index + 1; above < this.#sums.length; above += above & -above) this.#sums[above]! -= 1;
    this.#left -= 1;
    return index;
  }
}
