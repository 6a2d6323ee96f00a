import type { Page } from 'playwright-core';
import type { Format } from '../../../shared/format.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';

/** Texts by the place where they stood: `all percent`, `online issued`, `RU-MOW short`. */
export type Watched = Readonly<Record<string, readonly string[]>>;

/** What was seen of a page at every change of its elements and on the two frames after it. */
export interface Seen {
  /** Each text that stood at a place, in order, once for as long as it stood. */
  readonly texts: Watched;
  /** The most animations that ran at once. */
  readonly animations: number;
}

/** Watches each number of the whole, its channels and the tiles, and the animations, from now on. */
export async function watchNumbers(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const seen = { texts: {} as Record<string, string[]>, animations: 0 };
    Object.assign(window, { seen });
    const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : roots(shadowRoot))),
    ];
    const all = roots(document);
    const keep = (place: string, element: Element) => {
      const text = (element.textContent ?? '').replace(/\s+/gu, ' ').trim();
      const texts = seen.texts[place] ?? [];
      seen.texts[place] = texts;
      if (texts.at(-1) !== text) texts.push(text);
    };
    const nameOf = (figure: Element): string => {
      const root = figure.getRootNode();
      const place = root instanceof ShadowRoot ? root.host : figure;
      const channel = place.closest('[data-channel]')?.getAttribute('data-channel') ?? 'all';
      return `${channel} ${figure.getAttribute('data-figure')}`;
    };
    const look = () => {
      let animations = 0;
      for (const root of all) {
        animations += root.getAnimations().length;
        for (const figure of root.querySelectorAll('[data-figure]')) keep(nameOf(figure), figure);
        for (const tile of root.querySelectorAll('.tile')) {
          const value = tile.querySelector('.value');
          if (value !== null) keep(`${tile.getAttribute('data-code')} short`, value);
        }
      }
      seen.animations = Math.max(seen.animations, animations);
    };
    const changed = () => {
      look();
      requestAnimationFrame(() => {
        look();
        requestAnimationFrame(look);
      });
    };
    look();
    const every = { subtree: true, childList: true, characterData: true, attributes: true };
    for (const root of all) new MutationObserver(changed).observe(root, every);
  });
  return () => page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

/** What may stand at each place while these snapshots are shown, one after the other. */
export function textsOf(snapshots: readonly Snapshot[], format: Format): Watched {
  const texts: Record<string, string[]> = {};
  const put = (place: string, text: string) => {
    const known = texts[place] ?? [];
    texts[place] = known;
    if (known.at(-1) !== text) known.push(text);
  };
  for (const { total, channels, areas } of snapshots) {
    for (const [name, count] of Object.entries({ all: total, ...channels })) {
      put(`${name} percent`, format.percentNumber(count.turnoutPct));
      put(`${name} issued`, format.count(count.issued));
      put(`${name} registered`, format.count(count.registered));
    }
    areas.codes.forEach((code, i) => {
      const [issued = 0, registered = 0] = [areas.issued[i], areas.registered[i]];
      put(`${code} short`, issued === 0 ? '—' : format.percentShort(issued, registered));
    });
  }
  return texts;
}
