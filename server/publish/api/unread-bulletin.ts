import type { BulletinListing } from '../../../shared/bulletin.ts';
import { type Answer, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';

/** The answer where a bulletin's file cannot be given: it is made again, or it is withheld for good. */
export function unreadBulletin({ bulletins, id }: ElectionPublication, listing: BulletinListing): Answer {
  const { number, hour } = listing;
  if (!bulletins.isWithheld(listing)) return problem('being-restored', `The file of bulletin ${number} is made again.`);
  return problem(
    'withheld',
    `What is kept of bulletin ${number} of ${id}, hour ${hour}, is not what was frozen and published: it was changed since, and neither is given out.`,
  );
}
