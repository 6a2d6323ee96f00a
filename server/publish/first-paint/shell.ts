import { escapeHtml, htmlOf, type Markup } from '../../../shared/markup.ts';
import { directionOf } from '../../../shared/strings.ts';

/** What one page puts into the shell. */
export interface PageBody {
  readonly lang: string;
  readonly theme: 'light' | 'dark' | null;
  readonly title: string;
  readonly body: readonly Markup[];
  /** What the page's script takes over; `null` for a page that stays as it was written. */
  readonly follows: {
    /** `null` leaves the choice to the script. */
    readonly election: string | null;
    /** The district whose own page it is. */
    readonly area: string | null;
  } | null;
}

const HTML_TAG = /<html[^>]*>/u;
const TITLE = /<title>[^<]*<\/title>/u;
const PAGE = /<turnout-page>\s*<\/turnout-page>/u;
/** What is only for one language, as its letters: `data-lang` names it. */
const FOR_ONE_LANGUAGE = /\s*<link[^>]*\sdata-lang="(\w+)"[^>]*>/gu;
const SCRIPTS = /\s*<script[^>]*><\/script>|\s*<link rel="modulepreload"[^>]*>/gu;

/** The built `index.html`, with the names of its hashed files, into which pages are written. */
export class Shell {
  readonly #html: string;

  private constructor(html: string) {
    this.#html = html;
  }

  /** `null` where there is none, or a page of somebody's own that has no place for ours: it is served as it is. */
  static of(html: string | null): Shell | null {
    return html !== null && [HTML_TAG, TITLE, PAGE].every((place) => place.test(html)) ? new Shell(html) : null;
  }

  with({ lang, theme, title, body, follows }: PageBody): string {
    const themed = theme === null ? '' : ` data-theme="${theme}"`;
    const content = body.map(htmlOf).join('');
    const page =
      follows === null
        ? `<div class="turnout-page">${content}</div>`
        : `<turnout-page${data('election', follows.election)}${data('area', follows.area)}>${content}</turnout-page>`;
    // Replaced by functions: `$&` in a name stays what it is.
    return (follows === null ? this.#html.replace(SCRIPTS, '') : this.#html)
      .replace(FOR_ONE_LANGUAGE, (link, language) => (language === lang ? link : ''))
      .replace(HTML_TAG, () => `<html lang="${escapeHtml(lang)}" dir="${directionOf(lang)}"${themed}>`)
      .replace(TITLE, () => `<title>${escapeHtml(title)}</title>${feedLink(follows?.election ?? null)}`)
      .replace(PAGE, () => page);
  }
}

/** Where a reader of feeds finds the bulletins of the page's election. */
function feedLink(election: string | null): string {
  const address = `/api/v1/elections/${encodeURIComponent(election ?? '')}/feed.atom`;
  return election === null ? '' : `<link rel="alternate" type="application/atom+xml" href="${escapeHtml(address)}">`;
}

function data(name: string, value: string | null): string {
  return value === null ? '' : ` data-${name}="${escapeHtml(value)}"`;
}
