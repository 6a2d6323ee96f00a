import type { Address } from '../shared/address.ts';

/** Puts language and theme on the document; a page without `?theme=` keeps its own. */
export function applyAddress(address: Address, root: HTMLElement): void {
  root.lang = address.lang;
  if (address.theme !== null) root.dataset.theme = address.theme;
}
