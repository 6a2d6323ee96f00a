import type { Snapshot } from '../../shared/snapshot.ts';
import type { ElectionPublication } from './election-publication.ts';
import { sha256Hex } from './representation.ts';

/** What was published of an election after a number, as the files of this copy's folder still have it. */
export interface WrittenHistory {
  /** In order, without a gap. */
  readonly snapshots: readonly { readonly snapshot: Snapshot; readonly body: string; readonly sha256: string }[];
  /** In order, without a gap. */
  readonly bulletins: readonly { readonly number: number; readonly body: string; readonly csv: string }[];
  /** Every revision that those snapshots refer to. */
  readonly areas: readonly { readonly revision: string; readonly body: string }[];
}

/** Something was published, and its file is gone: what else was published with it cannot be told. */
export class HistoryIncompleteError extends Error {
  constructor(what: string) {
    super(`${what} was published and its file is missing or damaged`);
    this.name = 'HistoryIncompleteError';
  }
}

/**
 * What was published after a snapshot and a bulletin, from the files that every published thing is written to first.
 *
 * @throws HistoryIncompleteError
 */
export async function readWrittenHistory(
  publication: ElectionPublication,
  after: { readonly snapshot: number; readonly bulletin: number },
): Promise<WrittenHistory> {
  const { snapshots, bulletins, areas, id } = publication;
  const read: { snapshot: Snapshot; body: string; sha256: string }[] = [];
  const lastSnapshot = await snapshots.greatestWritten();
  for (let number = after.snapshot + 1; number <= lastSnapshot; number += 1) {
    const body = present(await snapshots.readBack(number), `snapshot ${number} of ${id}`);
    read.push({ snapshot: JSON.parse(body) as Snapshot, body, sha256: sha256Hex(body) });
  }
  const readBulletins: { number: number; body: string; csv: string }[] = [];
  const lastBulletin = await bulletins.greatestWritten();
  for (let number = after.bulletin + 1; number <= lastBulletin; number += 1) {
    readBulletins.push({ number, ...present(await bulletins.readBack(number), `bulletin ${number} of ${id}`) });
  }
  const revisions = [...new Set(read.map(({ snapshot }) => snapshot.areas.revision))];
  const readAreas: { revision: string; body: string }[] = [];
  for (const revision of revisions) {
    const body = present(await areas.readBack(revision), `revision ${revision} of the areas of ${id}`);
    readAreas.push({ revision, body });
  }
  return { snapshots: read, bulletins: readBulletins, areas: readAreas };
}

function present<T>(found: T | null, what: string): T {
  if (found === null) throw new HistoryIncompleteError(what);
  return found;
}
