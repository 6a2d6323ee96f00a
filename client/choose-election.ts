import type { ElectionDescription } from '../shared/election.ts';
import { presentElection } from '../shared/present-election.ts';
import { NotPublishedError, type Publication } from './publication.ts';

/** More are not asked about when looking for one that is open. */
const LOOKED_AT = 8;

/**
 * The election a page shows: the one its address names, else the first that is open by its own latest count, else the
 * first that was counted, else the first.
 */
export async function chooseElection(
  publication: Publication,
  wanted: string | null,
): Promise<ElectionDescription | 'no-election' | 'unknown-election'> {
  if (wanted !== null) {
    try {
      return await publication.description(wanted);
    } catch (error) {
      if (error instanceof NotPublishedError) return 'unknown-election';
      throw error;
    }
  }
  const listed = [...(await publication.elections())].sort(
    (a, b) => Number(b.latest !== null) - Number(a.latest !== null),
  );
  const [first] = listed;
  if (first === undefined) return 'no-election';
  if (listed.length === 1) return publication.description(first.id);
  const descriptions = await Promise.all(listed.slice(0, LOOKED_AT).map(({ id }) => publication.description(id)));
  const latest = new Map(listed.map(({ id, latest }) => [id, latest?.asOf ?? null]));
  return (
    presentElection(
      descriptions,
      (description) => description,
      ({ id }) => latest.get(id) ?? null,
    ) ?? 'no-election'
  );
}
