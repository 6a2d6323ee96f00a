import type { BulletinListing } from '../bulletin.ts';
import { element, type Markup } from '../markup.ts';
import type { PageParts } from './page-parts.ts';

/** Number of the newest bulletin that tells the hour of a snapshot again; `null` where none does. */
export function correctionOf(listings: readonly BulletinListing[], snapshot: number): number | null {
  const corrections = listings.filter((listing) => listing.kind === 'correction' && listing.snapshot === snapshot);
  return corrections.length === 0 ? null : Math.max(...corrections.map(({ number }) => number));
}

/** Says of a moment whose hour was told again that it was, and leads to what is known now. */
export function correctedView({ corrected, description, address, speech }: PageParts): Markup | null {
  if (corrected === null) return null;
  const { strings, format } = speech;
  const query = new URLSearchParams({ election: description.id, number: String(corrected) });
  if (address.langNamed) query.set('lang', address.lang);
  return element(
    'p',
    { class: 'banner corrected', role: 'alert', 'data-corrected': corrected },
    element('span', {}, strings.bulletinCorrected(format.count(corrected))),
    ' ',
    element('a', { href: `/bulletin?${query}` }, strings.bulletin(format.count(corrected))),
  );
}
