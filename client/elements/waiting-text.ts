import type { Problem } from '../controllers/live-controller.ts';
import type { Speech } from '../speech.ts';

/** Why nothing can be shown yet, as a sentence. */
export function waitingText(problem: Problem, election: string | null, { strings }: Speech): string {
  switch (problem) {
    case 'connecting':
      return strings.connecting;
    case 'no-election':
      return strings.noElection;
    case 'unknown-election':
      return strings.unknownElection(election ?? '');
    case 'no-snapshot':
      return strings.noSnapshot;
    case 'not-taken':
      return strings.notTaken;
  }
}
