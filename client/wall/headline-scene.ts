import { html, nothing } from 'lit';
import type { Curve } from '../../shared/curve.ts';
import { curveTitle } from '../../shared/curve-title.ts';
import { type District, isUncounted, shortName } from '../../shared/districts.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Speech } from '../../shared/speech.ts';
import type { LayoutController } from '../controllers/layout-controller.ts';
import '../elements/coverage-sentence.ts';
import '../elements/district-spread.ts';
import '../elements/tile-grid.ts';
import '../elements/tile-legend.ts';
import '../elements/turnout-curve.ts';
import { type Arrangement, arrangementOf } from './arrangement.ts';
import './district-ranks.ts';
import { keptFor } from './kept-for.ts';
import { linesApart } from './lines-apart.ts';
import { linkCode, panelBadge, totalPanel } from './panels.ts';
import type { WallView } from './wall-view.ts';

/** The total and its channels, the country as tiles, its curve, and who leads. */
export function headlineScene(view: WallView, layout: LayoutController, curve: Curve | null) {
  const { stage, description } = view;
  const arrangement = arrangementOf(layout.tiles, layout.shape, description.channels.length, stage);
  return html`<main class="headline-scene ${arrangement.kind} ${stage}">
    ${headline(view, layout, curve, arrangement)} ${country(view, layout, curve, arrangement)}
  </main>`;
}

function headline(view: WallView, layout: LayoutController, curve: Curve | null, { kind }: Arrangement) {
  const { snapshot, description, speech, stage } = view;
  const { format, name } = speech;
  const offGrid = inColumn(layout.beside, kind) ? layout.beside : [];
  return html`<section class="headline">
    ${totalPanel(view, stage === 'square')}
    ${kind === 'aside' || kind === 'plain' ? html`<div class="low">${curvePanel(view, curve)}</div>` : channels(view)}
    <div class="words">
      <coverage-sentence
        data-channels=${description.channels.length}
        .coverage=${snapshot.coverage}
        .registered=${snapshot.total.registered}
        .speech=${speech}
      ></coverage-sentence>
      ${
        offGrid.length === 0
          ? nothing
          : html`<p class="off-grid">
              ${offGrid.map(
                ({ code, names, turnoutPct }) =>
                  html`<span data-code=${code}
                    ><bdi>${shortName(name(names))}</bdi> <b><bdi>${format.percentNumber(turnoutPct)}</bdi></b></span
                  >`,
              )}
            </p>`
      }
    </div>
  </section>`;
}

/** Whether the districts without a tile stand in the left column, where there is room for a few with a percentage. */
function inColumn(beside: readonly District[], kind: Arrangement['kind']): boolean {
  const room = kind === 'inside' || kind === 'beside';
  return room && beside.length <= 2 && beside.every(({ turnoutPct }) => turnoutPct !== null);
}

function channels({ snapshot, description, earlier, speech }: WallView) {
  return html`<div class="channels ${description.channels.length > 2 ? 'many' : ''}">
    ${description.channels.map(({ code, names }) => {
      const count = snapshot.channels[code];
      return count === undefined
        ? nothing
        : html`<div data-channel=${code}>
            <div class="label"><bdi>${speech.name(names)}</bdi></div>
            <turnout-figure
              compact
              .count=${count}
              .earlierPct=${earlier?.channels[code]?.turnoutPct ?? null}
              .speech=${speech}
            ></turnout-figure>
          </div>`;
    })}
  </div>`;
}

function country(view: WallView, layout: LayoutController, curve: Curve | null, arrangement: Arrangement) {
  const { earlier, speech, stage } = view;
  const { strings } = speech;
  const { kind, corner, dense } = arrangement;
  const { tiles, shape, beside, closed, districts } = layout;
  const inside = kind === 'inside';
  const over = view.snapshot.status === 'final';
  const panel = (className: string) => html`<div class="panel ${className}">${curvePanel(view, curve)}</div>`;
  const hatched = tiles.some(({ district }) => isUncounted(district));
  // On a 4:3 wall or an upright one its line would make every tile too small to read.
  const narrow = stage === 'square' || stage === 'upright';
  const explained = !dense && !narrow && tiles.some(({ district }) => district.disputed);
  const legend = html`<tile-legend
    .beside=${inColumn(beside, kind) ? [] : beside}
    .since=${view.aged || over ? null : (earlier?.asOf ?? null)}
    .closed=${closed.size > 0 && !dense ? strings.closedToday : ''}
    .missing=${hatched ? strings.nothingYet : ''}
    .disputed=${explained}
    .speech=${speech}
    >${panelBadge(view)}</tile-legend
  >`;
  const atTheSide = kind === 'aside' || stage === 'square';
  const ranks = html`<district-ranks
    ?tall=${atTheSide}
    .rows=${stage === 'square' ? 1 : kind === 'aside' ? 3 : 2}
    .districts=${districts}
    .since=${over ? null : (earlier?.asOf ?? null)}
    .speech=${speech}
  ></district-ranks>`;
  return html`<section class="country" data-panel="country">
    <div class="ground ${atTheSide ? 'two' : ''}">
      ${
        dense
          ? html`<district-spread .districts=${districts} .speech=${speech}></district-spread>`
          : html`<tile-grid
        .tiles=${tiles}
        .shape=${inside ? shape : { ...shape, hole: null }}
        .closed=${closed}
        .corner=${corner}
        .speech=${speech}
        >${corner === null ? nothing : linkCode(view, 'corner')}${inside ? panel('in-grid') : nothing}</tile-grid
      >`
      }
      ${kind === 'beside' && stage !== 'square' ? panel('') : nothing}
      ${
        atTheSide
          ? html`<div class="side">${linkCode(view)}${kind === 'beside' ? panel('in-side') : ranks}</div>`
          : nothing
      }
    </div>
    ${
      atTheSide
        ? legend
        : html`<div class="under">
            <div class="rows">${legend}${ranks}</div>
            ${corner === null ? linkCode(view) : nothing}
          </div>`
    }
  </section>`;
}

const drawnOf = keptFor(linesApart);
const titleOf = keptFor((curve: Curve) =>
  keptFor((description: ElectionDescription) => keptFor((speech: Speech) => curveTitle(description, curve, speech))),
);
const namesOf = keptFor((description: ElectionDescription) =>
  keptFor((speech: Speech): Readonly<Record<string, string>> => {
    const names = description.channels.map(({ code, names }) => [code, speech.name(names)]);
    return { ...Object.fromEntries(names), all: speech.strings.total };
  }),
);

function curvePanel(view: WallView, curve: Curve | null) {
  const { description, speech, aged } = view;
  const title = curve === null ? curveTitle(description, null, speech) : titleOf(curve)(description)(speech);
  return html`<div class="title">${title} ${panelBadge(view)}</div>
    <turnout-curve
      brief
      .curve=${curve === null ? null : drawnOf(curve)}
      .names=${namesOf(description)(speech)}
      .aged=${aged}
      ?cropped=${description.channels.length === 1}
      .replayed=${description.mode === 'rehearsal'}
      .speech=${speech}
    ></turnout-curve>`;
}
