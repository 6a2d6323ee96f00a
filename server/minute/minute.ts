export {
  ClusterChangedError,
  countElectionMinute,
  countMinuteInLineage,
  type MinuteOptions,
  type MinuteOutcome,
  UnknownElectionError,
} from './election-minute.ts';
export { countLiveMinutes } from './live-minutes.ts';
