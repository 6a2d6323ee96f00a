import type { BulletinListing } from '../../../shared/bulletin.ts';
import { type Answer, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';

/** The answer where a bulletin's file cannot be given: it is made again, or it is withheld for good. */
export function unreadBulletin({ bulletins, id }: ElectionPublication, listing: BulletinListing): Answer {
  const why = bulletins.whyWithheld(listing);
  return why === null
    ? problem('being-restored', `The file of bulletin ${listing.number} of ${id} is made again.`)
    : problem('withheld', why);
}
