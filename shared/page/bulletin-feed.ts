import { escapeHtml } from '../markup.ts';
import type { Speech } from '../speech.ts';
import { bulletinLines, bulletinName, type SaidBulletin } from './bulletin-text.ts';

/** An entry of a feed: a bulletin, and the id that it has for ever. */
export interface FedBulletin extends SaidBulletin {
  /** A URI. */
  readonly id: string;
  /** ISO 8601; no earlier than that of any bulletin before it, as a correction is of an hour long past. */
  readonly updated: string;
  readonly json: string;
}

/** What a feed of bulletins is made of. */
export interface FeedParts {
  /** A URI, the feed's for ever. */
  readonly id: string;
  readonly self: string;
  /** The page that says the same to people. */
  readonly page: string;
  readonly title: string;
  /** Who publishes, as a feed has to say. */
  readonly author: string;
  /** The newest first. */
  readonly entries: readonly FedBulletin[];
  /** ISO 8601; told where there is no entry yet. */
  readonly opened: string;
}

/** An Atom feed, RFC 4287. Ids and `updated` never change: a correction is an entry of its own. */
export function bulletinFeed({ id, self, page, title, author, entries, opened }: FeedParts, speech: Speech): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeHtml(speech.lang)}">`,
    text('id', id),
    text('title', title),
    text('updated', entries[0]?.updated ?? opened),
    `<author>${text('name', author)}</author>`,
    link('self', self, 'application/atom+xml'),
    link('alternate', page, 'text/html'),
    ...entries.map((entry) => entryOf(entry, speech)),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(entry: FedBulletin, speech: Speech): string {
  const { listing, description, permalink, id, json, updated } = entry;
  const { strings, format } = speech;
  const hour = strings.pair(format.date(listing.asOf), format.timeAlone(listing.asOf));
  const title = [
    description.mode === 'live' ? null : strings.rehearsal.toUpperCase(),
    bulletinName(listing, speech),
    hour,
    listing.turnoutPct === null ? null : format.percent(listing.turnoutPct),
  ];
  return [
    '<entry>',
    text('id', id),
    text('title', title.filter((part) => part !== null).join(' · ')),
    text('updated', updated),
    link('alternate', permalink, 'text/html'),
    link('related', json, 'application/json'),
    text('summary', bulletinLines(entry, speech).slice(0, -1).join('\n')),
    '</entry>',
  ].join('\n');
}

/** Control characters, which no XML may hold even escaped, are left out. */
function text(name: string, content: string): string {
  return `<${name}>${escapeHtml(content.replace(/(?![\n\t])\p{Cc}/gu, ''))}</${name}>`;
}

function link(rel: string, href: string, type: string): string {
  return `<link rel="${rel}" type="${type}" href="${escapeHtml(href)}"/>`;
}
