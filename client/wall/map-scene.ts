import { html, nothing, svg } from 'lit';
import { type District, isUncounted, shortName } from '../../shared/districts.ts';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import type { Speech } from '../../shared/speech.ts';
import type { LayoutController } from '../controllers/layout-controller.ts';
import './change-map.ts';
import { type MapReading, type MapRow, readMap } from './map-reading.ts';
import { linkCode, panelBadge, totalPanel } from './panels.ts';
import type { WallView } from './wall-view.ts';

/** A map wider than this, in its heights, has the lists below it. */
const WIDE = 1.4;

/** The country by area: where the last hour's rise was above the country's and where below; in the first hour, how far each has come. */
export function mapScene(view: WallView, layout: LayoutController, map: ProjectedMap | null, textPx: number) {
  const { snapshot, earlier, speech } = view;
  const { districts } = layout;
  const drawn = new Set(map?.areas.map(({ code }) => code));
  const reading = readMap(districts, snapshot, earlier, drawn, speech);
  const names = new Map(districts.map(({ code, names }) => [code, shortName(speech.name(names))]));
  return html`<main class="map-scene ${reading.kind} ${map !== null && map.wide > WIDE * map.high ? 'wide' : ''}">
    <section class="headline">${totalPanel(view)} ${legend(view, reading, drawn.size, unclassed(layout.districts, drawn, reading, speech))}</section>
    ${
      map === null
        ? html`<div></div>`
        : html`<change-map
            data-panel="map"
            .map=${map}
            .kind=${reading.kind}
            .classes=${reading.byCode}
            .districts=${districts}
            .named=${reading.named.map((code) => ({ code, name: names.get(code) ?? code }))}
            .textPx=${textPx}
            .speech=${speech}
          ></change-map>`
    }
    <section class="map-side">
      ${list(reading.ends[0], reading.upLabel, reading.up)} ${list(reading.ends[1], reading.downLabel, reading.down)} ${linkCode(view)}
    </section>
  </main>`;
}

/** Why the hatched districts of the map have no class; empty where all have one. */
function unclassed(
  districts: readonly District[],
  drawn: ReadonlySet<string>,
  { byCode }: MapReading,
  { strings, format }: Speech,
): string {
  const hatched = districts.filter(({ code }) => drawn.has(code) && !byCode.has(code));
  const why = [
    hatched.some(isUncounted) ? strings.nothingYet : null,
    hatched.some(({ turnoutPct }) => turnoutPct === null) ? strings.noRegister : null,
  ];
  return format.list(why.filter((word) => word !== null));
}

/** @param hatched what the hatch means; empty where no district has it */
function legend(view: WallView, { kind, title, subject, sizes, breaks }: MapReading, drawn: number, hatched: string) {
  const { format, strings } = view.speech;
  const largest = Math.max(1, ...sizes);
  const onMap = strings.onMap(drawn, format.count(drawn));
  return html`<div class="map-legend">
    <div class="title">${title} ${panelBadge(view)}</div>
    ${
      sizes.length === 0
        ? nothing
        : html`<p>${subject}</p>
            <svg class="histogram" viewBox="0 0 500 190" role="img" aria-label=${onMap}>
              ${sizes.map((size, i) => column(kind, size, i, largest, format.count(size)))}
              ${breaks.map((text, i) => svg`<text class="break" x=${(i + 1) * 100} y="184">${text}</text>`)}
            </svg>`
    }
    <p class="keys">
      <span>${onMap}</span>
      ${hatched === '' ? nothing : html`<span class="hatched" data-missing-key>${hatched}</span>`}
    </p>
  </div>`;
}

function column(kind: MapReading['kind'], size: number, i: number, largest: number, text: string) {
  const high = Math.max(size > 0 ? 3 : 0, (size / largest) * 105);
  return svg`<g>
    <rect class="${kind}-${i + 1}" x=${i * 100 + 2} y=${148 - high} width="96" height=${high}></rect>
    <text class="size" x=${i * 100 + 50} y=${138 - high}>${text}</text>
  </g>`;
}

/** @param of class that its mark has on the map */
function list(of: number, label: string, rows: readonly MapRow[]) {
  if (rows.length === 0) return nothing;
  return html`<div class="movers">
    <h2><i class="change-${of}"></i>${label}</h2>
    <dl>
      ${rows.map(
        ({ code, name, value }) =>
          html`<div data-code=${code}>
            <dt><bdi>${name}</bdi></dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
  </div>`;
}
