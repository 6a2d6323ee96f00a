import { html, nothing, svg } from 'lit';
import { shortName } from '../../shared/districts.ts';
import { pointsBetween } from '../../shared/turnout.ts';
import type { LayoutController } from '../controllers/layout-controller.ts';
import { type ChangeClasses, changeClassesOf, type Rise, risesOf } from './change-classes.ts';
import './change-map.ts';
import { linkCode, panelBadge, totalPanel } from './panels.ts';
import type { ProjectedMap } from './project-boundaries.ts';
import type { WallView } from './wall-view.ts';

/** Names at each end: two on the map, four in the lists. */
const NAMED = 2;
const LISTED = 4;
/** A map wider than this, in its heights, has the lists below it. */
const WIDE = 1.4;

/** Where the last hour's rise was above the country's and where below, on the map. */
export function mapScene(view: WallView, layout: LayoutController, map: ProjectedMap | null, textPx: number) {
  const { snapshot, earlier, speech } = view;
  const rises = risesOf(layout.districts);
  const country = pointsBetween(snapshot.total.turnoutPct, earlier?.total.turnoutPct ?? null);
  const classes = changeClassesOf(rises, country ?? 0);
  const called = ({ district }: Rise) => shortName(speech.name(district.names));
  const drawn = new Set(map?.areas.map(({ code }) => code));
  const onMap = rises.filter(({ district }) => drawn.has(district.code));
  const alike = alikeAtTheEnd(rises);
  const few = Math.min(NAMED, Math.floor(onMap.length / 2));
  const slow = few > 0 && alike.length <= LISTED ? onMap.slice(-few) : [];
  const named = [...onMap.slice(0, few), ...slow].map((rise) => ({
    code: rise.district.code,
    name: called(rise),
  }));
  return html`<main class="map-scene ${map !== null && map.wide > WIDE * map.high ? 'wide' : ''}">
    <section class="headline">
      ${totalPanel(view)} ${legend(view, rises, classes, country, drawn.size)}
    </section>
    ${
      map === null
        ? html`<div></div>`
        : html`<change-map
            data-panel="map"
            .map=${map}
            .classes=${classes.byCode}
            .districts=${layout.districts}
            .named=${named}
            .textPx=${textPx}
            .speech=${speech}
          ></change-map>`
    }
    <section class="map-side">
      ${list(view, 'up', rises.slice(0, LISTED))}
      ${list(view, 'down', alike.length > LISTED ? alike : rises.slice(-LISTED).toReversed())}
      ${linkCode(view)}
    </section>
  </main>`;
}

function legend(view: WallView, rises: readonly Rise[], classes: ChangeClasses, country: number | null, drawn: number) {
  const { earlier, speech } = view;
  const { format, strings, name } = speech;
  const fastest = rises.slice(0, NAMED).map(({ district }) => shortName(name(district.names)));
  const largest = Math.max(1, ...classes.sizes);
  return html`<div class="map-legend">
    <div class="title">${fastest.length === 0 ? strings.noRise : strings.roseFastest(format.list(fastest))} ${panelBadge(view)}</div>
    ${
      earlier === null || country === null || fastest.length === 0
        ? nothing
        : html`<p>${strings.mapSubject(format.time(earlier.asOf), `${format.pointsAlone(country)} ${strings.points}`)}</p>
            <svg class="histogram" viewBox="0 0 500 190" role="img" aria-label=${strings.onMap(drawn, format.count(drawn))}>
              ${classes.sizes.map((size, i) => column(size, i, largest, format.count(size)))}
              ${classes.breaks.map((at, i) => breakMark(i, pointsText(at, format.lang)))}
            </svg>`
    }
    <p>${strings.onMap(drawn, format.count(drawn))}</p>
  </div>`;
}

function column(size: number, i: number, largest: number, text: string) {
  const high = Math.max(size > 0 ? 3 : 0, (size / largest) * 105);
  return svg`<g>
    <rect class="change-${i + 1}" x=${i * 100 + 2} y=${148 - high} width="96" height=${high}></rect>
    <text class="size" x=${i * 100 + 50} y=${138 - high}>${text}</text>
  </g>`;
}

function breakMark(i: number, text: string) {
  return svg`<text class="break" x=${(i + 1) * 100} y="184">${text}</text>`;
}

const formats = new Map<string, Intl.NumberFormat>();

function breaksIn(lang: string): Intl.NumberFormat {
  const format =
    formats.get(lang) ?? new Intl.NumberFormat(lang, { signDisplay: 'exceptZero', maximumFractionDigits: 2 });
  formats.set(lang, format);
  return format;
}

/** A break of the legend: as many decimals as it has. */
function pointsText(points: number, lang: string): string {
  const text = breaksIn(lang).format(points);
  return text.replace('-', '−');
}

/** The slowest, when they are so many of the same rise that naming some of them would say nothing. */
function alikeAtTheEnd(rises: readonly Rise[]): readonly Rise[] {
  const slowest = rises.at(-1)?.points;
  return rises.filter(({ points }) => points === slowest);
}

function list({ speech }: WallView, direction: 'up' | 'down', rises: readonly Rise[]) {
  const { format, strings, name } = speech;
  if (rises.length === 0) return nothing;
  const rows: { code: string; name: string; points: number }[] =
    rises.length > LISTED
      ? [{ code: '', name: strings.alike(rises.length, format.count(rises.length)), points: rises[0]?.points ?? 0 }]
      : rises.map(({ district: { code, names }, points }) => ({ code, name: shortName(name(names)), points }));
  return html`<div class="movers ${direction}">
    <h2><i></i>${direction === 'up' ? strings.fastest : strings.slowest}, ${strings.points}</h2>
    <dl>
      ${rows.map(
        ({ code, name, points }) =>
          html`<div data-code=${code}>
            <dt>${name}</dt>
            <dd><bdi>${format.pointsAlone(points)}</bdi></dd>
          </div>`,
      )}
    </dl>
  </div>`;
}
