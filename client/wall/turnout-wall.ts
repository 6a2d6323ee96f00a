import { html, LitElement, nothing } from 'lit';
import { liveAddress, readAddress } from '../../shared/address.ts';
import { witnessCount } from '../../shared/bulletin-log/summary.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type Speech, speechOf } from '../../shared/speech.ts';
import { setApart } from '../../shared/strings/set-apart.ts';
import { applyAddress } from '../apply-address.ts';
import { CurveController } from '../controllers/curve-controller.ts';
import { EarlierController } from '../controllers/earlier-controller.ts';
import { LayoutController } from '../controllers/layout-controller.ts';
import { LiveController } from '../controllers/live-controller.ts';
import { baseStyles } from '../elements/base.styles.ts';
import '../elements/brand-mark.ts';
import { hatchedKeyStyles } from '../elements/hatched-key.styles.ts';
import '../elements/rehearsal-band.ts';
import { waitingText } from '../elements/waiting-text.ts';
import { learn, words } from '../words.ts';
import { BuildController } from './build-controller.ts';
import { headlineStyles } from './headline.styles.ts';
import { headlineScene } from './headline-scene.ts';
import { mapStyles } from './map.styles.ts';
import { MapController } from './map-controller.ts';
import { mapScene } from './map-scene.ts';
import { logPrint } from './panels.ts';
import { pressStyles } from './press.styles.ts';
import { pressScene } from './press-scene.ts';
import { SceneController } from './scene-controller.ts';
import { ShiftController } from './shift-controller.ts';
import { stageOf } from './stage.ts';
import { wallStyles } from './turnout-wall.styles.ts';
import { permalink, publicOrigin, readWallAddress, type Scene } from './wall-address.ts';
import './wall-header.ts';
import type { WallView } from './wall-view.ts';

/** The headquarters' wall: no chrome, no scrolling, read from across a room, left alone for a week. */
export class TurnoutWall extends LitElement {
  static override styles = [baseStyles, wallStyles, headlineStyles, pressStyles, hatchedKeyStyles, mapStyles];

  readonly #address = readAddress(location.href, navigator.languages);
  readonly #wallAddress = readWallAddress(location.href);
  readonly #origin = publicOrigin(document, location.origin);
  readonly #live = new LiveController(this, {
    address: this.#address,
    socket: true,
    scene: () => this.#scenes.scene,
    onDirected: (direction) => this.#scenes.direct(direction),
  });
  readonly #earlier = new EarlierController(this, this.#live);
  readonly #curve = new CurveController(this, this.#live);
  readonly #layout = new LayoutController(this, this.#live, this.#earlier);
  readonly #scenes: SceneController = new SceneController(this, {
    address: this.#wallAddress,
    can: (scene) => scene !== 'map' || this.#map.possible,
    monotonicMs: () => this.#live.clock.monotonicMs(),
  });
  readonly #map: MapController = new MapController(
    this,
    this.#live,
    () => this.#wallAddress.rotateS !== null || this.#scenes.scene === 'map',
  );

  constructor() {
    super();
    const monotonicMs = () => this.#live.clock.monotonicMs();
    new ShiftController(this, monotonicMs);
    new BuildController(this, monotonicMs);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyAddress(this.#address, document.documentElement);
  }

  protected override willUpdate(): void {
    // On the element itself, where the page's own style sheet turns the data grey.
    const { state } = this.#live;
    if (this.#aged) this.setAttribute('data-aged', state);
    else this.removeAttribute('data-aged');
    this.setAttribute('data-scene', this.#scenes.scene);
    const { turn } = this.#scenes;
    this.toggleAttribute('data-turning', turn !== null);
    this.style.setProperty('--turn', String(turn ?? 0));
  }

  get #aged(): boolean {
    const { state, snapshot } = this.#live;
    return snapshot !== null && (state === 'stale' || state === 'offline');
  }

  override render() {
    const { snapshot, description } = this.#live;
    const speech = speechOf(words(), description?.timezone ?? 'UTC');
    if (snapshot === null || description === null) {
      return html`<div class="waiting">
        <brand-mark></brand-mark>${waitingText(this.#live, this.#address.election, speech)}
      </div>`;
    }
    const view = this.#view(snapshot, description, speech);
    const { scene } = this.#scenes;
    return html`${this.#band(view)}
    ${scene === 'press' && !this.#aged ? html`<span></span>` : this.#header(view)} ${this.#scene(scene, view)}
    ${scene === 'press' ? nothing : this.#footer(view)}`;
  }

  #view(snapshot: Snapshot, description: ElectionDescription, speech: Speech): WallView {
    return {
      snapshot,
      description,
      earlier: this.#earlier.snapshot,
      state: this.#live.state,
      aged: this.#aged,
      ageMs: this.#live.ageMs,
      nowMs: this.#live.clock.nowMs(),
      stage: stageOf(window.innerWidth, window.innerHeight),
      log: this.#live.past ? null : this.#live.log,
      link: permalink(this.#origin, snapshot.election, snapshot.number),
      speech,
    };
  }

  #scene(scene: Scene, view: WallView) {
    if (scene === 'press') return pressScene(view);
    if (scene === 'headline') return headlineScene(view, this.#layout, this.#curve.curve);
    const { map } = this.#map;
    const textPx = Number.parseFloat(getComputedStyle(this).fontSize);
    return mapScene(view, this.#layout, map === 'none' ? null : map, textPx);
  }

  #band({ snapshot, description, speech }: WallView) {
    if (snapshot.mode !== 'rehearsal') return html`<span></span>`;
    return html`<rehearsal-band
      role="region"
      aria-label=${speech.strings.rehearsal}
      .word=${speech.strings.rehearsal}
      .sentence=${description.rehearsal === undefined ? '' : speech.name(description.rehearsal.sentence)}
    ></rehearsal-band>`;
  }

  #header({ description, snapshot, state, ageMs, nowMs, speech }: WallView) {
    return html`<wall-header
      .description=${description}
      .snapshot=${snapshot}
      .state=${state}
      .ageMs=${ageMs}
      .nowMs=${nowMs}
      .sinceAnswerMs=${this.#live.clock.sinceAnswerMs()}
      .speech=${speech}
    ></wall-header>`;
  }

  #footer({ snapshot, log, speech }: WallView) {
    const { strings, format } = speech;
    const { bulletin } = this.#earlier;
    const { covers, corrections, late } = snapshot;
    const number = html`<span data-snapshot>${strings.snapshot(format.count(snapshot.number))}</span>`;
    const contradicted = log !== null && witnessCount(log).contradicted;
    return html`<footer>
      ${
        bulletin === null || bulletin.issued === null
          ? nothing
          : html`<span class="bulletin">${strings.bulletin(format.timeAlone(bulletin.asOf))}</span>
              <b class="says"
                >${strings.bulletinSays(format.count(bulletin.issued), format.percent(bulletin.turnoutPct))}</b
              >`
      }
      <span class="aside">
        <span class="detail">${
          corrections.length > 0
            ? strings.corrections(corrections.length, format.count(corrections.length))
            : late > 0
              ? strings.lateRows(late, format.count(late))
              : strings.noCorrections
        }</span>
        ${
          contradicted
            ? html`<b class="alarm">${strings.logContradicted}</b>`
            : this.#live.past
              ? nothing
              : html`<span class="detail">${this.#heard(snapshot, speech)}</span>`
        }
      </span>
      <span class="aside spread">
        ${
          log === null
            ? nothing
            : html`<span data-log=${log.size}>${strings.logHead(format.count(log.size - 1))}: ${logPrint(log)}</span>`
        }
        <span
          >${this.#live.past ? html`<a href=${liveAddress(location.href)} data-go-live>${strings.goLive}</a>, ` : nothing}${
            covers > 1 ? setApart(strings.pair, number, strings.merged(covers, format.count(covers))) : number
          }</span
        >
      </span>
    </footer>`;
  }

  /** How long ago sources were heard: of the present alone, since it says nothing of a moment that was chosen. */
  #heard({ coverage: { lastHeardAt, silentSources } }: Snapshot, { strings, format }: Speech) {
    if (silentSources > 0) return html`<b>${strings.silentSources(silentSources, format.count(silentSources))}</b>`;
    if (lastHeardAt === null) return strings.neverHeard;
    return strings.lastHeard(format.clock(this.#live.clock.nowMs() - Date.parse(lastHeardAt)));
  }
}

// Defined once it has words to say: the screen never speaks one language and then another.
void learn(readAddress(location.href, navigator.languages).lang).then(() =>
  customElements.define('turnout-wall', TurnoutWall),
);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-wall': TurnoutWall;
  }
}
