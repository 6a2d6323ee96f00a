import type { CommandContext } from '../command.ts';
import type { NationalElection } from './national-election.ts';
import type { ScratchDatabase } from './scratch-database.ts';

/** What a measure is given: a database of its own with an election loaded, and how much of everything. */
export interface Bench {
  readonly scratch: ScratchDatabase;
  readonly election: NationalElection;
  /** Ballots loaded or, where counting is measured, stored before: one size after the other, rising. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly context: Pick<CommandContext, 'out' | 'err' | 'config'>;
}

/** One thing measured: `turnout bench NAME`. */
export interface Measure {
  readonly name: string;
  /** What is compared with what, one line. */
  readonly says: string;
  /** What is measured where nothing else is asked for. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Measures, and writes its tables to `context.out`. */
  run(bench: Bench): Promise<void>;
}
