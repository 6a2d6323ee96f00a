import type { Address } from '../shared/address.ts';
import { directionOf } from '../shared/strings/languages.ts';
import { words } from './words.ts';

/** Puts the language spoken, its direction and the theme on the document; a page without `?theme=` keeps its own. */
export function applyAddress(address: Address, root: HTMLElement): void {
  const { lang } = words();
  root.lang = lang;
  root.dir = directionOf(lang);
  if (address.theme !== null) root.dataset.theme = address.theme;
}
