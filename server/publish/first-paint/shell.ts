import { escapeHtml, htmlOf, type Markup } from '../../../shared/markup.ts';

/** What one page puts into the shell. */
export interface PageBody {
  readonly lang: string;
  readonly theme: 'light' | 'dark' | null;
  readonly title: string;
  readonly body: readonly Markup[];
  /** The election that the page's script follows; `null` leaves the choice to it. */
  readonly election: string | null;
  /** Whether the page's script takes over; else it stays as it was written. */
  readonly live: boolean;
}

const HTML_TAG = /<html[^>]*>/u;
const TITLE = /<title>[^<]*<\/title>/u;
const PAGE = /<turnout-page>\s*<\/turnout-page>/u;
const SCRIPTS = /\s*<script[^>]*><\/script>|\s*<link rel="modulepreload"[^>]*>/gu;

/** The built `index.html`, with the names of its hashed files, into which pages are written. */
export class Shell {
  readonly #html: string;

  /** @throws when it lacks a place that pages are written into */
  constructor(html: string) {
    for (const place of [HTML_TAG, TITLE, PAGE]) {
      if (!place.test(html)) throw new Error(`index.html has no ${place.source}: the client was built otherwise`);
    }
    this.#html = html;
  }

  with({ lang, theme, title, body, election, live }: PageBody): string {
    const themed = theme === null ? '' : ` data-theme="${theme}"`;
    const content = body.map(htmlOf).join('');
    const named = election === null ? '' : ` data-election="${escapeHtml(election)}"`;
    const page = live ? `<turnout-page${named}>${content}</turnout-page>` : `<div class="turnout-page">${content}</div>`;
    // Replaced by functions: `$&` in a name stays what it is.
    return (live ? this.#html : this.#html.replace(SCRIPTS, ''))
      .replace(HTML_TAG, () => `<html lang="${escapeHtml(lang)}"${themed}>`)
      .replace(TITLE, () => `<title>${escapeHtml(title)}</title>`)
      .replace(PAGE, () => page);
  }
}
