export { BytesChangedError, ElectionNotOpenError, NumberGapError, UnknownRevisionError } from './broken-promises.ts';
export type { BulletinBody } from './bulletin-shelf.ts';
export type { OfficialPapers, PublishedElection } from './election-publication.ts';
export { LogRewrittenError } from './given-heads.ts';
export { type Health, PublishedStore } from './published-store.ts';
export {
  createPublishing,
  DEFAULT_LIMITS,
  type Publishing,
  type PublishingLimits,
  type PublishingOptions,
} from './publishing.ts';
export type { OccurredSeries } from './series.ts';
export type { SnapshotBody } from './snapshot-shelf.ts';
export { HistoryIncompleteError, type WrittenHistory } from './written-history.ts';
