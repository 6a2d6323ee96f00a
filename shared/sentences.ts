import { type District, isUncounted, ranked, shortName } from './districts.ts';
import type { ElectionDescription } from './election.ts';
import type { Coverage, Snapshot } from './snapshot.ts';
import type { Speech } from './speech.ts';
import { isolated } from './strings.ts';
import { turnoutPct } from './turnout.ts';

/** Names told one by one before the rest is only counted. */
const NAMED = 3;

/** What the page finds, in one sentence. */
export function headline(snapshot: Snapshot, description: ElectionDescription, { strings, format }: Speech): string {
  const { asOf, status, total } = snapshot;
  const percent = format.percent(total.turnoutPct);
  if (status === 'before') {
    return strings.headlineBefore(format.day(description.opensAt), format.time(description.opensAt));
  }
  if (status === 'final') return strings.headlineFinal(percent);
  return strings.headline(format.time(asOf), format.day(asOf), percent);
}

/** How much of the electorate the total speaks for, and how old the oldest count in it is. */
export function coverageText(coverage: Coverage, registered: number, { strings, format }: Speech): string {
  const { feeds, reported, registeredReported, oldestAsOf } = coverage;
  const share = format.percent(turnoutPct(registeredReported, registered));
  const main =
    reported === feeds && feeds > 0
      ? strings.complete(feeds, format.count(feeds))
      : strings.coverage(format.count(reported), feeds, format.count(feeds), share);
  return oldestAsOf === null
    ? `${main}.`
    : `${strings.pair(main, strings.oldestCount(format.day(oldestAsOf), format.time(oldestAsOf)))}.`;
}

/** A district and its turnout, or why it has none. */
export function districtText(district: District, { format, strings, name }: Speech): string {
  const { turnoutPct, issued, names } = district;
  const told =
    turnoutPct === null
      ? strings.pair(format.count(issued), strings.noRegister)
      : isUncounted(district)
        ? strings.uncounted
        : format.percent(turnoutPct);
  return `${name(names)}: ${told}`;
}

/** Where the turnout is highest and lowest; `null` where there are fewer than two to compare. */
export function strongestText(districts: readonly District[], { lang, strings, name }: Speech): string | null {
  const order = ranked(districts.filter((district) => !isUncounted(district)));
  const [first, last] = [order[0], order.at(-1)];
  if (first === undefined || last === undefined || first.turnoutPct === last.turnoutPct) return null;
  const told = ({ names }: District) => isolated(lang, shortName(name(names)));
  return strings.strongest(told(first), told(last));
}

/** Which districts have voters but no ballot counted; `null` where each has one, or nobody could vote yet. */
export function uncountedText(
  districts: readonly District[],
  snapshot: Snapshot,
  { lang, strings, format, name }: Speech,
): string | null {
  const missing = districts.filter(isUncounted);
  if (missing.length === 0 || snapshot.status === 'before') return null;
  const named = missing.slice(0, NAMED).map(({ names }) => isolated(lang, shortName(name(names))));
  const more = missing.length - named.length;
  return strings.uncountedIn(format.list(more > 0 ? [...named, strings.more(format.count(more))] : named));
}

/** What is read out when a snapshot arrives: one sentence, under 160 characters. */
export function spokenText({ asOf, total }: Snapshot, { strings, format }: Speech): string {
  return strings.spoken(format.time(asOf), format.percent(total.turnoutPct), format.count(total.issued));
}
