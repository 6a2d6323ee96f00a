// Sends what sources would have sent, on a stepped clock: nothing after this step knows a rehearsal from the real thing.
export { RehearsalImpossibleError } from './published-figures.ts';
export { NoRehearsalError } from './read-rehearsed-election.ts';
export { type Due, openReplay, type Replay, type ReplaySource } from './replay.ts';
export { type RehearsalMinute, type RehearsalRun, runRehearsal } from './run-rehearsal.ts';
