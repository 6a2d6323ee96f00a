import { html } from 'lit';
import type { Curve, CurveLine } from '../../shared/curve.ts';
import type { Speech } from '../../shared/speech.ts';

/** The figures that a drawn curve marks, as a table for who hears it: each published count that is ringed, and the present. */
export function curveFigures(
  { lines, nowMs }: Curve,
  names: Readonly<Record<string, string>>,
  { strings, format }: Speech,
) {
  const ringed = lines.flatMap(({ rings }) => rings.map(({ x }) => x));
  const instants = [...new Set([...ringed, nowMs])].sort((a, b) => a - b);
  const valueAt = ({ rings, nowPct }: CurveLine, ms: number) =>
    ms === nowMs ? nowPct : (rings.find(({ x }) => x === ms)?.y ?? null);
  return html`<table class="heard">
    <caption>
      ${strings.curveUnit}
    </caption>
    <thead>
      <tr>
        <th scope="col">${strings.asOf}</th>
        ${lines.map(({ channel }) => html`<th scope="col">${names[channel] ?? channel}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${instants.map(
        (ms) =>
          html`<tr data-at=${ms}>
            <th scope="row">${strings.pair(format.day(ms), format.time(ms))}</th>
            ${lines.map((line) => html`<td data-line=${line.channel}>${format.percentNumber(valueAt(line, ms))}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
