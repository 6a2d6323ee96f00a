import { svg } from 'lit';
import type { Freshness } from '../../shared/freshness.ts';

/** The mark of a state, on a field of 16 by 16, in the colour of the text: told apart without colour. */
export function freshnessIcon(state: Freshness) {
  switch (state) {
    case 'live':
      return svg`<circle cx="8" cy="8" r="5.5" fill="currentColor"></circle>`;
    case 'late':
      return svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="2.2"></circle>
        <path d="M8 4.2V8l2.8 1.8" fill="none" stroke="currentColor" stroke-width="1.9"></path>`;
    case 'stale':
      return svg`<path fill-rule="evenodd" fill="currentColor"
        d="M8 1 15.6 14.6H.4ZM7.1 5.6v4.6h1.8V5.6ZM7.1 11.4v1.8h1.8v-1.8Z"></path>`;
    case 'offline':
      return svg`<path d="M2.5 2.5l11 11M13.5 2.5l-11 11" fill="none" stroke="currentColor" stroke-width="3"></path>`;
    case 'past':
      return svg`<path d="M10.5 2.5v11L3 8ZM12 2.5h2v11h-2Z" fill="currentColor"></path>`;
    case 'final':
      return svg`<path d="M1.8 8.6l4 4L14.2 3.6" fill="none" stroke="currentColor" stroke-width="2.6"></path>`;
  }
}
