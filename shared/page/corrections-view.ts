import { type Content, element, type Markup } from '../markup.ts';
import type { Correction } from '../snapshot.ts';
import type { PageParts } from './page-parts.ts';

/** A page in the hand has room for as many; the rest is in the file. */
const SHOWN = 5;

/** What was corrected in this count: how many, leading to all there ever were, and the first of them; nothing where none was. */
export function correctionsView(parts: PageParts): Content {
  const { snapshot, description, speech } = parts;
  const { strings, format } = speech;
  const { corrections } = snapshot;
  if (corrections.length === 0) return null;
  const file = `/api/v1/elections/${encodeURIComponent(description.id)}/corrections.json`;
  const left = corrections.length - SHOWN;
  return element(
    'div',
    { class: 'corrections', 'data-corrections': corrections.length },
    element('a', { href: file }, strings.corrections(corrections.length, format.count(corrections.length))),
    element(
      'ul',
      {},
      corrections.slice(0, SHOWN).map((correction) => correctionView(correction, parts)),
      left > 0 ? element('li', {}, strings.more(format.count(left))) : null,
    ),
  );
}

function correctionView(correction: Correction, parts: PageParts): Markup {
  const { description, snapshot, speech } = parts;
  const { strings, format, name } = speech;
  const channel = description.channels.find(({ code }) => code === correction.channel);
  const what = channel === undefined || description.channels.length === 1 ? null : name(channel.names);
  return element(
    'li',
    {},
    changesOf(correction, snapshot.asOf).map(({ area, asOf, oldIssued, newIssued }, index, all) => [
      index === 0 ? null : ' · ',
      area === all[index - 1]?.area ? null : [element('b', {}, element('bdi', {}, areaName(area, parts))), ' · '],
      `${strings.pair(format.day(asOf), format.timeAlone(asOf))}: `,
      element('b', { dir: 'ltr' }, `${format.count(oldIssued)} → ${format.count(newIssued)}`),
    ]),
    [what, correction.reason].map((text) => (text === null ? null : [' · ', element('bdi', {}, text)])),
  );
}

function areaName(area: string, { areas, speech }: PageParts): string {
  const named = areas.areas.find(({ code }) => code === area);
  return named === undefined ? area : speech.name(named.names);
}

type Change = Pick<Correction, 'area' | 'asOf' | 'oldIssued' | 'newIssued'>;

/** What a correction changed: as of the instant it corrects, and now where that changed and is not the same. */
function changesOf({ area, oldIssued, newIssued, occurred }: Correction, now: string): readonly Change[] {
  const present = { area, asOf: now, oldIssued, newIssued };
  if (occurred === undefined) return [present];
  const isAlike = area === occurred.area && oldIssued === occurred.oldIssued && newIssued === occurred.newIssued;
  return oldIssued === newIssued || isAlike ? [occurred] : [occurred, present];
}
