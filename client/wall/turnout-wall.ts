import { html, LitElement, nothing } from 'lit';
import { liveAddress, readAddress } from '../../shared/address.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { applyAddress } from '../apply-address.ts';
import { CurveController } from '../controllers/curve-controller.ts';
import { EarlierController } from '../controllers/earlier-controller.ts';
import { LayoutController } from '../controllers/layout-controller.ts';
import { LiveController } from '../controllers/live-controller.ts';
import { baseStyles } from '../elements/base.styles.ts';
import '../elements/brand-mark.ts';
import '../elements/coverage-sentence.ts';
import '../elements/rehearsal-band.ts';
import '../elements/tile-grid.ts';
import '../elements/tile-legend.ts';
import '../elements/turnout-curve.ts';
import '../elements/turnout-figure.ts';
import { curveTitle } from '../../shared/curve-title.ts';
import { type Speech, speechOf } from '../../shared/speech.ts';
import { waitingText } from '../elements/waiting-text.ts';
import './district-ranks.ts';
import { wallStyles } from './turnout-wall.styles.ts';
import './wall-header.ts';

/** The headquarters' wall: no chrome, no scrolling, read from across a room, left alone for a week. */
export class TurnoutWall extends LitElement {
  static override styles = [baseStyles, wallStyles];

  readonly #address = readAddress(location.href, navigator.languages);
  readonly #live = new LiveController(this, { address: this.#address, socket: true, scene: 'headline' });
  readonly #earlier = new EarlierController(this, this.#live);
  readonly #curve = new CurveController(this, this.#live);
  readonly #layout = new LayoutController(this, this.#live, this.#earlier);

  override connectedCallback(): void {
    super.connectedCallback();
    applyAddress(this.#address, document.documentElement);
  }

  protected override willUpdate(): void {
    // On the element itself, where the page's own style sheet turns the data grey.
    const { state } = this.#live;
    if (this.#aged) this.setAttribute('data-aged', state);
    else this.removeAttribute('data-aged');
  }

  get #aged(): boolean {
    const { state, snapshot } = this.#live;
    return snapshot !== null && (state === 'stale' || state === 'offline');
  }

  override render() {
    const { snapshot, description } = this.#live;
    const speech = speechOf(this.#address.lang, description?.timezone ?? 'UTC');
    if (snapshot === null || description === null) {
      return html`<div class="waiting">
        <brand-mark></brand-mark>${waitingText(this.#live, this.#address.election, speech)}
      </div>`;
    }
    return html`
      ${
        snapshot.mode === 'rehearsal'
          ? html`<rehearsal-band
              role="region"
              aria-label=${speech.strings.rehearsal}
              .word=${speech.strings.rehearsal}
              .sentence=${description.rehearsal === undefined ? '' : speech.name(description.rehearsal.sentence)}
            ></rehearsal-band>`
          : html`<span></span>`
      }
      <wall-header
        .description=${description}
        .snapshot=${snapshot}
        .state=${this.#live.state}
        .ageMs=${this.#live.ageMs}
        .nowMs=${this.#live.clock.nowMs()}
        .sinceAnswerMs=${this.#live.clock.sinceAnswerMs()}
        .speech=${speech}
      ></wall-header>
      <main>${this.#headline(snapshot, description, speech)} ${this.#country(snapshot, description, speech)}</main>
      ${this.#footer(snapshot, speech)}
    `;
  }

  #headline(snapshot: Snapshot, description: ElectionDescription, speech: Speech) {
    const { strings, format } = speech;
    const earlier = this.#earlier.snapshot;
    const { channels } = description;
    const pct = snapshot.total.turnoutPct;
    return html`<section class="headline">
      <div data-panel="total">
        <div class="label">
          <span>${strings.turnout}, <span data-status>${strings.status[snapshot.status]}</span></span>
          ${
            this.#aged
              ? this.#ageBadge(speech)
              : earlier === null
                ? nothing
                : html`<span class="rise" data-rise
                    ><b>${format.points(pct, earlier.total.turnoutPct)}</b> ${strings.points}
                    ${strings.since(format.time(earlier.asOf))}</span
                  >`
          }
        </div>
        <turnout-figure
          class="total"
          .count=${snapshot.total}
          .earlierPct=${earlier?.total.turnoutPct ?? null}
          .speech=${speech}
        ></turnout-figure>
      </div>
      ${
        channels.length === 1
          ? html`<div class="low">${this.#curvePanel(description, speech)}</div>`
          : html`<div class="channels ${channels.length > 2 ? 'many' : ''}">
              ${channels.map(({ code, names }) => {
                const count = snapshot.channels[code];
                return count === undefined
                  ? nothing
                  : html`<div data-channel=${code}>
                      <div class="label"><span>${speech.name(names)}</span></div>
                      <turnout-figure
                        compact
                        .count=${count}
                        .earlierPct=${earlier?.channels[code]?.turnoutPct ?? null}
                        .speech=${speech}
                      ></turnout-figure>
                    </div>`;
              })}
            </div>`
      }
      <coverage-sentence
        .coverage=${snapshot.coverage}
        .registered=${snapshot.total.registered}
        .speech=${speech}
      ></coverage-sentence>
    </section>`;
  }

  #country(_snapshot: Snapshot, description: ElectionDescription, speech: Speech) {
    const { tiles, shape, beside, districts } = this.#layout;
    const single = description.channels.length === 1;
    const inside = shape.hole !== null && !single;
    const panel = (className: string) =>
      html`<div class="panel ${className}">${this.#curvePanel(description, speech)}</div>`;
    return html`<section class="country" data-panel="country">
      <div class="ground ${inside || single ? '' : 'beside'}">
        <tile-grid .tiles=${tiles} .shape=${shape} .speech=${speech}>${inside ? panel('inside') : nothing}</tile-grid>
        ${inside || single ? nothing : panel('')}
      </div>
      <tile-legend .beside=${beside} .speech=${speech}>${this.#aged ? this.#ageBadge(speech) : nothing}</tile-legend>
      <district-ranks .districts=${districts} .speech=${speech}></district-ranks>
    </section>`;
  }

  #curvePanel(description: ElectionDescription, speech: Speech) {
    const names = Object.fromEntries(description.channels.map(({ code, names }) => [code, speech.name(names)]));
    return html`<div class="title">
        ${curveTitle(description, speech)} ${this.#aged ? this.#ageBadge(speech) : nothing}
      </div>
      <turnout-curve
        brief
        .curve=${this.#curve.curve}
        .names=${{ ...names, all: speech.strings.total }}
        .aged=${this.#aged}
        .replayed=${description.mode === 'rehearsal'}
        .speech=${speech}
      ></turnout-curve>`;
  }

  #footer(snapshot: Snapshot, speech: Speech) {
    const { strings, format } = speech;
    const { bulletin } = this.#earlier;
    const { covers, corrections, late, coverage } = snapshot;
    const { lastHeardAt, silentSources } = coverage;
    const heardMs = lastHeardAt === null ? 0 : this.#live.clock.nowMs() - Date.parse(lastHeardAt);
    return html`<footer>
      ${
        bulletin === null || bulletin.issued === null
          ? nothing
          : html`<span class="bulletin">${strings.bulletin(format.time(bulletin.asOf))}</span>
              <b>${strings.bulletinSays(format.count(bulletin.issued), format.percent(bulletin.turnoutPct))}</b>`
      }
      <span class="aside">${
        corrections.length > 0
          ? strings.corrections(corrections.length, format.count(corrections.length))
          : late > 0
            ? strings.lateRows(late, format.count(late))
            : strings.noCorrections
      }</span>
      <span class="aside">${
        silentSources > 0
          ? html`<b>${strings.silentSources(silentSources, format.count(silentSources))}</b>`
          : lastHeardAt === null
            ? strings.neverHeard
            : strings.lastHeard(format.clock(heardMs))
      }</span>
      <span class="spread"
        >${this.#live.past ? html`<a href=${liveAddress(location.href)} data-go-live>${strings.goLive}</a>, ` : nothing}<span
          data-snapshot
          >${strings.snapshot(format.count(snapshot.number))}</span>${
            covers > 1 ? `, ${strings.merged(covers, format.count(covers))}` : nothing
          }</span
      >
    </footer>`;
  }

  #ageBadge({ strings, format }: Speech) {
    return html`<span class="aged">${strings.ageBadge(format.clock(this.#live.ageMs))}</span>`;
  }
}

customElements.define('turnout-wall', TurnoutWall);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-wall': TurnoutWall;
  }
}
