import type { BulletinKind } from '../bulletin.ts';
import type { Finding } from './finding.ts';
import type { BulletinLeaf } from './leaf.ts';
import type { LogVerdict } from './problem.ts';

/** Kinds that stand for an hour of the manifest's list. */
const OF_AN_HOUR: readonly BulletinKind[] = ['opening', 'hourly', 'closing', 'notice'];

/**
 * Tells of hours that stand in a log twice, and of promised ones that are due and have nothing. Due is every hour up to the last one that
 * has something, and all of them once the log is final. A notice of anything else, as of a restore, is of no promised hour.
 *
 * @param tell its `number` is `null` for an hour that nothing stands for, which `hour` then names
 */
export function checkHours(
  promised: readonly string[],
  leaves: readonly (BulletinLeaf | null)[],
  tell: (number: number | null, hour: string, finding: Finding) => void,
): LogVerdict['hours'] {
  const of = new Map<string, BulletinLeaf>();
  for (const [number, leaf] of leaves.entries()) {
    const hour = leaf?.hour ?? null;
    if (leaf === null || hour === null || !OF_AN_HOUR.includes(leaf.kind)) continue;
    if (of.has(hour)) tell(number, hour, { kind: 'hour-twice', hour });
    else of.set(hour, leaf);
  }
  const last = promised.findLastIndex((hour) => of.has(hour));
  const due = promised.slice(0, leaves.some((leaf) => leaf?.kind === 'final') ? promised.length : last + 1);
  let explained = 0;
  let counted = 0;
  for (const hour of due) {
    const leaf = of.get(hour);
    if (leaf === undefined) {
      tell(null, hour, { kind: 'hour-unaccounted', hour });
    } else if (leaf.kind === 'notice') explained += 1;
    else counted += 1;
  }
  return { promised: due.length, counted, explained };
}
