import { chooseLanguage, type LanguageTag } from './strings/languages.ts';

/** A moment in the past: an instant, or a snapshot's number. */
export type Moment = { readonly at: string } | { readonly snapshot: number };

/** What a page's address asks for. */
export interface Address {
  /** `null`: the server's choice. */
  readonly election: string | null;
  /** `null`: the present. */
  readonly moment: Moment | null;
  readonly lang: LanguageTag;
  readonly theme: 'light' | 'dark' | null;
}

/** Reads `?election=`, `?at=` or `?snapshot=`, `?lang=`, `?theme=`; what makes no sense is as if it were absent. */
export function readAddress(href: string, systemLanguages: readonly string[]): Address {
  const query = new URL(href).searchParams;
  const theme = query.get('theme');
  return {
    election: query.get('election'),
    moment: readMoment(query),
    lang: chooseLanguage(query.get('lang'), systemLanguages),
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  };
}

function readMoment(query: URLSearchParams): Moment | null {
  // A plus that was typed into an address arrives as a space.
  const at = query.get('at')?.replace(' ', '+');
  if (at !== undefined && !Number.isNaN(Date.parse(at))) return { at };
  const snapshot = Number(query.get('snapshot') ?? Number.NaN);
  return Number.isInteger(snapshot) && snapshot > 0 ? { snapshot } : null;
}

/** The same page at the present. */
export function liveAddress(href: string): string {
  const url = new URL(href);
  url.searchParams.delete('at');
  url.searchParams.delete('snapshot');
  return url.pathname + url.search;
}
