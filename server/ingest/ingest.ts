// The one way in for what sources send: over HTTP, from a file, or from a rehearsal.
export { acceptBallotIssues, loadBallotIssues } from './ballot-issues.ts';
export { acceptCountReports, loadCountReports } from './count-reports.ts';
export { UnknownSourceError } from './feeds.ts';
export type { Fields, Read } from './fields.ts';
export { type IngestOptions, ingestRouter } from './http.ts';
export { ImportHeaderError, type ImportOptions, type ImportTotals, importFile } from './import-file.ts';
export type { LoadOptions, LoadTotals } from './load.ts';
export type { Line, Sending, VoterToken } from './message.ts';
export { acceptHeartbeat, sourceProgress } from './progress.ts';
export { RejectFileError } from './reject-file.ts';
export { isDatabaseAway } from './retry.ts';
export {
  addSource,
  addSourceWithKey,
  authenticateSource,
  type KnownSource,
  listSources,
  type NewSource,
  revokeSource,
  rotateSource,
  SOURCE_NAME,
  type SourceListing,
} from './sources.ts';
export { readBallotIssue, readCountReport } from './validate.ts';
export { readVoterKey, VoterKeyError, voterTokens } from './voter-token.ts';
