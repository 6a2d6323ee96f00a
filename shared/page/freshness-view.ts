import type { Freshness } from '../freshness.ts';
import { type Content, element, type Markup } from '../markup.ts';
import { setApart } from '../strings/set-apart.ts';
import { pageHref } from './page-address.ts';
import type { PageParts, ShownAge } from './page-parts.ts';

const MINUTE_MS = 60_000;
const STROKE = { fill: 'none', stroke: 'currentColor' };

/** The mark of a state on a field of 16 by 16: told apart without colour. */
const MARKS: Readonly<Record<Freshness, readonly Markup[]>> = {
  live: [element('circle', { cx: 8, cy: 8, r: 5.5, fill: 'currentColor' })],
  late: [
    element('circle', { cx: 8, cy: 8, r: 6.2, ...STROKE, 'stroke-width': 2.2 }),
    element('path', { d: 'M8 4.2V8l2.8 1.8', ...STROKE, 'stroke-width': 1.9 }),
  ],
  stale: [
    element('path', {
      'fill-rule': 'evenodd',
      fill: 'currentColor',
      d: 'M8 1 15.6 14.6H.4ZM7.1 5.6v4.6h1.8V5.6ZM7.1 11.4v1.8h1.8v-1.8Z',
    }),
  ],
  offline: [element('path', { d: 'M2.5 2.5l11 11M13.5 2.5l-11 11', ...STROKE, 'stroke-width': 3 })],
  past: [element('path', { d: 'M10.5 2.5v11L3 8ZM12 2.5h2v11h-2Z', fill: 'currentColor' })],
  final: [element('path', { d: 'M1.8 8.6l4 4L14.2 3.6', ...STROKE, 'stroke-width': 2.6 })],
};

const PAUSED_MARK = element('path', { d: 'M3 2h3.6v12H3ZM9.4 2H13v12H9.4Z', fill: 'currentColor' });
const RESUME_MARK = element('path', { d: 'M4 1.6 14 8 4 14.4Z', fill: 'currentColor' });

/** What is true of the numbers without knowing the time: a chosen moment and a final figure do not age. */
function settledState({ address, snapshot }: PageParts): Freshness | null {
  if (address.snapshot !== null) return 'past';
  return snapshot.status === 'final' ? 'final' : null;
}

/** How far the numbers can be trusted: mark, word, and the times that prove it. Written ahead, it says their time alone. */
export function freshnessView(parts: PageParts): Markup {
  const { snapshot, age, speech } = parts;
  const { strings, format } = speech;
  const { asOf } = snapshot;
  const state = age?.state ?? settledState(parts);
  const mark = (name: string, word: string, drawn: Content) =>
    element(
      'span',
      { class: `state ${name}`, 'data-state': name },
      element('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, drawn),
      word,
    );
  return element(
    'div',
    { class: 'fresh' },
    parts.paused
      ? mark('paused', strings.paused, PAUSED_MARK)
      : state === null
        ? null
        : mark(state, strings.freshness[state], MARKS[state]),
    element(
      'span',
      { class: 'part' },
      `${strings.asOf} `,
      element('b', { class: 'clock', 'data-as-of': true }, format.time(asOf)),
      ' ',
      setApart<Content>(strings.pair, format.day(asOf), element('span', { 'data-zone': true }, format.zoneName(asOf))),
    ),
    parts.paused || state === 'past' || state === 'final'
      ? null
      : age === null
        ? element('noscript', {}, element('span', { class: 'scripts-off' }, strings.scriptsOff))
        : [
            element('span', { class: 'part', 'data-age': true }, strings.age(format.age(age.ageMs))),
            element('span', { class: 'part', 'data-next': true }, nextText(parts, age)),
          ],
  );
}

function nextText({ snapshot, speech }: PageParts, { state, nowMs }: ShownAge): string {
  const { strings, format } = speech;
  if (snapshot.nextAt === null) return strings.noNext;
  const untilMs = Date.parse(snapshot.nextAt) - nowMs;
  if (untilMs < 0 && state !== 'live') return strings.nextOverdue(format.ago(-untilMs));
  return untilMs < MINUTE_MS ? strings.nextIn(format.clock(untilMs)) : strings.nextAhead(format.ahead(untilMs));
}

/** Whether the page changes by itself, so that its reader may want it to stand still. */
function movesOn(parts: PageParts): boolean {
  const state = parts.age?.state ?? settledState(parts);
  return state !== 'past' && state !== 'final';
}

/** Stops every change of the page, or lets it go on; kept free where the page does not run. */
export function pauseView(parts: PageParts): Markup | null {
  if (!movesOn(parts)) return null;
  const { strings } = parts.speech;
  return element(
    'button',
    { type: 'button', class: parts.age === null ? 'pause unready' : 'pause', 'data-pause': true },
    element('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, parts.paused ? RESUME_MARK : PAUSED_MARK),
    element('span', {}, parts.paused ? strings.resume : strings.pause),
  );
}

/**
 * Across the page when the numbers are not the present ones: paused, past, stale, offline. Where it tells a time that goes on it is
 * not read aloud; the page's own region says once that it began.
 */
export function bannerView(parts: PageParts): Markup | null {
  const { snapshot, age, speech, address } = parts;
  const { strings, format } = speech;
  const state = age?.state ?? settledState(parts);
  const banner = (...content: Content[]) =>
    element(
      'div',
      {
        class: `banner ${parts.paused ? 'paused' : state}`,
        role: parts.paused || state === 'past' ? 'status' : null,
        'data-banner': true,
      },
      ...content,
    );
  if (parts.paused && age !== null) {
    const { asOf } = snapshot;
    return banner(
      element('span', {}, strings.pausedBanner(format.day(asOf), format.time(asOf), format.duration(age.ageMs))),
      element('button', { type: 'button', class: 'press', 'data-pause': true }, strings.resume),
    );
  }
  if (state === 'past') {
    const { asOf, number } = snapshot;
    return banner(
      `${strings.pastBanner(format.day(asOf), format.time(asOf), format.count(number))} `,
      element('a', { href: pageHref(address, { snapshot: null }), 'data-go-live': true }, strings.goLive),
    );
  }
  if (age === null) return null;
  if (state === 'offline') return banner(strings.offlineBanner(format.duration(age.sinceAnswerMs)));
  return state === 'stale' ? banner(strings.agedBanner(state, format.duration(age.ageMs))) : null;
}
