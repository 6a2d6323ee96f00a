import { seededDraw } from '../../rehearsal/random.ts';
import type { Ledger } from './ledger.ts';
import { ballots, type Post, sendUntilAcknowledged } from './sending.ts';

/** Sources that send batch after batch until they are told to stop, and how many attempts of theirs failed. */
export function load(o: { sources: readonly string[]; ledger: Ledger; post: Post; lines: number }) {
  const state = { stopped: false, failed: 0 };
  const draw = seededDraw(1, 'load');
  const send = async (source: string) => {
    for (let from = 1; !state.stopped; from += o.lines) {
      const batch = ballots(from, o.lines);
      const failed = () => {
        state.failed += 1;
      };
      await sendUntilAcknowledged({ ...o, source, ballots: batch, failed });
      // One batch in twenty is sent once more.
      if (draw() < 0.05) await sendUntilAcknowledged({ ...o, source, ballots: batch, failed });
    }
  };
  const done = Promise.all(o.sources.map(send));
  return {
    state,
    async end() {
      state.stopped = true;
      await done;
    },
  };
}
