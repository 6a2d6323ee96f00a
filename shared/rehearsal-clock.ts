import type { Snapshot } from './snapshot.ts';

/**
 * Whether this is the last count because a rehearsal's clock was stopped on the way, as `--until` does: numbers then age
 * like any others, and the reason is told beside their age. A count that is final is the last for another reason.
 */
export function isStopped({ mode, nextAt, status }: Pick<Snapshot, 'mode' | 'nextAt' | 'status'>): boolean {
  return mode === 'rehearsal' && nextAt === null && status !== 'final';
}
