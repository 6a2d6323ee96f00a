export {
  BehindPublishedError,
  ClusterChangedError,
  countElectionMinute,
  countMinuteInLineage,
  type MinuteOptions,
  type MinuteOutcome,
  UnknownElectionError,
} from './election-minute.ts';
export { countLiveMinutes } from './live-minutes.ts';
export { PublishedElsewhereError, type PublishedHistory, takeBackPublished } from './published-history.ts';
