import type { Address } from '../address.ts';

/** What a page's links keep of its own address. */
export interface PageAddress {
  /** Named in the address; `null`: the server's choice. */
  readonly election: string | null;
  /** The past moment, as its snapshot's number; `null`: the present. */
  readonly snapshot: number | null;
  readonly lang: string;
  /** Whether the address names the language, rather than the reader's system. */
  readonly langNamed: boolean;
  readonly theme: 'light' | 'dark' | null;
}

/**
 * What links keep of an address.
 *
 * @param snapshot number of the snapshot shown, for an address of the past
 */
export function pageAddressOf(href: string, address: Address, snapshot: number | null): PageAddress {
  return {
    election: address.election,
    snapshot: address.moment === null ? null : snapshot,
    lang: address.lang,
    langNamed: new URL(href).searchParams.has('lang'),
    theme: address.theme,
  };
}

/** Address of the page, or of one district's, with something else than now. */
export function pageHref(address: PageAddress, change: Partial<PageAddress> = {}, path = '/'): string {
  const { election, snapshot, lang, langNamed, theme } = { ...address, ...change };
  const query = new URLSearchParams();
  if (langNamed) query.set('lang', lang);
  if (election !== null) query.set('election', election);
  if (snapshot !== null) query.set('snapshot', String(snapshot));
  if (theme !== null) query.set('theme', theme);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
