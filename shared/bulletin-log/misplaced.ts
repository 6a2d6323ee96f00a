import type { Finding } from './finding.ts';
import type { BulletinLeaf } from './leaf.ts';
import type { LogFault } from './problem.ts';

/** A leaf that does not belong where it stands. */
export interface MisplacedLeaf {
  readonly fault: LogFault;
  /** Its place in the log. */
  readonly number: number;
  readonly finding: Finding;
}

/**
 * Leaves that stand in another's place, are of another election or mode than the first one, are named for another hour than
 * theirs, or correct what is not there to be corrected.
 *
 * @param leaves in the log's order; `null` for what is no leaf of a bulletin
 */
export function misplaced(leaves: readonly (BulletinLeaf | null)[]): MisplacedLeaf[] {
  const first = leaves[0] ?? null;
  return leaves.flatMap((leaf, number) => {
    if (leaf === null) return [{ fault: 'leaf', number, finding: { kind: 'no-leaf', number } }];
    const found: MisplacedLeaf[] = [];
    const tell = (fault: LogFault, finding: Finding) => found.push({ fault, number, finding });
    if (leaf.number !== number) tell('leaf', { kind: 'out-of-place', number: leaf.number, place: number });
    if ((leaf.kind === 'manifest') !== (number === 0)) {
      tell('leaf', { kind: 'manifest-out-of-place' });
    }
    if (leaf.election !== first?.election || leaf.mode !== first.mode) {
      tell('leaf', { kind: 'other-election', election: leaf.election, mode: leaf.mode });
    }
    const { hour, asOf } = leaf;
    if ((hour === null) !== (number === 0) || (hour !== null && !isHourOf(hour, asOf))) {
      tell('leaf', { kind: 'hour-not-of-instant', hour: hour ?? '-', asOf });
    }
    if (leaf.kind !== 'correction') return found;
    if (leaf.corrects === null || leaf.corrects >= number) {
      tell('correction', { kind: 'corrects-nothing' });
    } else if (leaves[leaf.corrects]?.hour !== leaf.hour) {
      tell('correction', { kind: 'corrects-other-hour', corrects: leaf.corrects });
    }
    return found;
  });
}

/** Whether an hour's name is that of an instant: `2020-06-29T14`, with minutes where it is not full, with the offset where it needs one. */
function isHourOf(hour: string, asOf: string): boolean {
  const [, local = '', offset = ''] = /^(.{13}(?::\d{2})?)([+-].*|Z)?$/.exec(hour) ?? [];
  const minute = local.length === 13 ? `${local}:00` : local;
  return local !== '' && asOf.startsWith(`${minute}:`) && asOf.endsWith(offset);
}
