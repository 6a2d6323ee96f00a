import { encode } from 'uqr';
import { element, type Markup } from '../../../shared/markup.ts';

/** Light modules around the code, as the standard has them. */
const QUIET = 4;

/** An address as a QR code for paper and screen, dark on light. */
export function qrMarkup(text: string, label: string): Markup {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return element(
    'svg',
    {
      role: 'img',
      'aria-label': label,
      'data-qr': text,
      viewBox: `0 0 ${size} ${size}`,
      'shape-rendering': 'crispEdges',
    },
    element('path', { d: path }),
  );
}
