export {
  ClusterChangedError,
  countElectionMinute,
  type MinuteOutcome,
  UnknownElectionError,
} from './election-minute.ts';
export { countLiveMinutes } from './live-minutes.ts';
