import type { BulletinLeaf } from './leaf.ts';
import type { LogFault } from './problem.ts';

/** A leaf that does not belong where it stands. */
export interface MisplacedLeaf {
  readonly fault: LogFault;
  /** Its place in the log. */
  readonly number: number;
  readonly detail: string;
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
    if (leaf === null) return [{ fault: 'leaf', number, detail: `Leaf ${number} is not the leaf of a bulletin.` }];
    const found: MisplacedLeaf[] = [];
    const tell = (fault: LogFault, detail: string) => found.push({ fault, number, detail });
    if (leaf.number !== number) tell('leaf', `Bulletin ${leaf.number} stands in the place of ${number}.`);
    if ((leaf.kind === 'manifest') !== (number === 0)) {
      tell('leaf', 'The manifest is the first leaf of a log, and no other is.');
    }
    if (leaf.election !== first?.election || leaf.mode !== first.mode) {
      tell('leaf', `This bulletin is of another election or mode: ${leaf.election}, ${leaf.mode}.`);
    }
    const { hour, asOf } = leaf;
    if ((hour === null) !== (number === 0) || (hour !== null && !isHourOf(hour, asOf))) {
      tell('leaf', `This bulletin is named for the hour ${hour ?? '-'} and tells the state at ${asOf}.`);
    }
    if (leaf.kind !== 'correction') return found;
    if (leaf.corrects === null || leaf.corrects >= number) {
      tell('correction', 'This correction names no earlier bulletin.');
    } else if (leaves[leaf.corrects]?.hour !== leaf.hour) {
      tell('correction', `This correction is of another hour than bulletin ${leaf.corrects}.`);
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
