import { OFFLINE_AFTER_MS } from '../../shared/freshness.ts';
import type { Speech } from '../../shared/speech.ts';
import type { LiveController } from '../controllers/live-controller.ts';

/** Why nothing can be shown yet, as a sentence that does not tick: it is read aloud. */
export function waitingText(live: LiveController, election: string | null, { strings }: Speech): string {
  if (live.clock.sinceAnswerMs() >= OFFLINE_AFTER_MS) return strings.offlineTold;
  switch (live.problem) {
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
