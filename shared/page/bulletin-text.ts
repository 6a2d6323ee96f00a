import type { BulletinListing } from '../bulletin.ts';
import type { ElectionDescription } from '../election.ts';
import type { Count, Snapshot } from '../snapshot.ts';
import type { Speech } from '../speech.ts';

/** A bulletin and what else has to be known to say what it says. */
export interface SaidBulletin {
  readonly description: ElectionDescription;
  readonly listing: BulletinListing;
  /** `null` for an hour that was not counted. */
  readonly snapshot: Snapshot | null;
  /** Of a notice or a correction. */
  readonly reason: string | null;
  /** Number of a later bulletin that corrects this one. */
  readonly correctedBy: number | null;
  /** Address of the page of the bulletin. */
  readonly permalink: string;
}

/** Number of the newest bulletin that corrects one; `null` where none does. */
export function correctedBy(listings: readonly BulletinListing[], number: number): number | null {
  return listings.findLast(({ corrects }) => corrects === number)?.number ?? null;
}

/** The sentence that is read out: the hour with its zone, each channel, and the total. */
export function bulletinSentence({ description, listing, snapshot }: SaidBulletin, speech: Speech): string {
  const { strings, format, name } = speech;
  const { asOf } = listing;
  const [time, day, zone] = [format.time(asOf), format.date(asOf), format.zoneName(asOf)];
  if (snapshot === null) return strings.bulletinNotCounted(time, day, zone);
  const said = (channel: string, { issued, registered, turnoutPct }: Count) =>
    strings.bulletinFigure(
      strings.bulletinIssued(issued, format.count(issued)),
      channel,
      format.percent(turnoutPct),
      `${format.count(registered)} ${strings.registered(registered, '')}`,
    );
  const channels = description.channels.flatMap(({ code, names }) => {
    const count = snapshot.channels[code];
    return count === undefined ? [] : [said(name(names), count)];
  });
  // One channel is the total.
  const figures = channels.length === 1 ? channels : [...channels, said(strings.total, snapshot.total)];
  return strings.bulletinAt(time, day, zone, figures.join('; '));
}

/** All that is said of a bulletin, a line each: whether it is a rehearsal or corrected, the sentence, its number, where it stands. */
export function bulletinLines(said: SaidBulletin, speech: Speech): string[] {
  const { description, listing, reason, permalink } = said;
  const { strings, format, name } = speech;
  return [
    description.mode === 'live' ? null : strings.bulletinRehearsal,
    said.correctedBy === null ? null : strings.bulletinCorrected(format.count(said.correctedBy)),
    listing.corrects === null ? null : strings.bulletinCorrects(format.count(listing.corrects)),
    bulletinSentence(said, speech),
    reason === null ? null : strings.bulletinReason(reason),
    `${name(description.names)}. ${bulletinName(listing, speech)}.`,
    permalink,
  ].filter((line) => line !== null);
}

/** `Bulletin 5 (hourly)`. */
export function bulletinName({ number, kind }: Pick<BulletinListing, 'number' | 'kind'>, speech: Speech): string {
  const { strings, format } = speech;
  return strings.bulletinNumbered(format.count(number), strings.bulletinKinds[kind]);
}
