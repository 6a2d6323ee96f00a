export { keepAreaRevision } from './area-revision.ts';
export { type Occurred, occurredUntil } from './occurred.ts';
export { type LostSnapshot, putBackSnapshots } from './put-back.ts';
export { readDepth, readRevisions, readSnapshots, type StoredSnapshot } from './read-snapshots.ts';
export { type KeptSnapshot, keepDepth, type SnapshotHeading, takeSnapshot } from './take-snapshot.ts';
