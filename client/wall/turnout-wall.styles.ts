import { css } from 'lit';

/** A stage a hundred units high: headline at the left through everything, the country at the right. */
export const wallStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto auto minmax(0, 1fr) calc(6.2 * var(--u));
    block-size: 100vh;
    overflow: hidden;
    box-sizing: border-box;
    font-size: calc(3 * var(--u));
    --margin: calc(2.6 * var(--u));
  }
  :host([data-aged="stale"]) {
    box-shadow: inset 0 0 0 calc(0.8 * var(--u)) var(--late);
  }
  :host([data-aged="offline"]) {
    box-shadow: inset 0 0 0 calc(0.8 * var(--u)) var(--offline);
  }
  rehearsal-band {
    --band-text: calc(2.72 * var(--u));
    --band-padding: calc(0.2 * var(--u)) var(--margin);
    min-block-size: calc(4.7 * var(--u));
    line-height: 1.12;
  }
  main {
    display: grid;
    grid-template-columns: calc(54.5 * var(--u)) minmax(0, 1fr);
    gap: calc(4.7 * var(--u));
    padding: calc(1.6 * var(--u)) var(--margin) 0;
    min-block-size: 0;
  }
  .headline {
    display: grid;
    align-content: space-between;
    min-block-size: 0;
    padding-block-end: calc(1.4 * var(--u));
  }
  .label {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: calc(1.4 * var(--u));
    font-size: calc(3.3 * var(--u));
    font-stretch: 74%;
    line-height: 1.2;
    color: var(--muted);
    white-space: nowrap;
  }
  .label b {
    color: var(--text);
    font-weight: 690;
  }
  .rise::before {
    content: "";
    display: inline-block;
    inline-size: 0.42em;
    block-size: 0.62em;
    margin-inline-end: 0.35em;
    background: var(--tip);
  }
  .total {
    --figure-size: calc(21.5 * var(--u));
    --figure-lead: -0.09em -0.02em;
    --figure-comma: 0.075em;
    --figure-text: calc(4.2 * var(--u));
    --figure-bar: calc(2.4 * var(--u));
  }
  .channels {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: calc(1.4 * var(--u)) calc(3.4 * var(--u));
    border-block: 1px solid var(--rule);
    padding-block: calc(1.3 * var(--u));
  }
  .channels turnout-figure {
    --figure-size: calc(8.4 * var(--u));
    --figure-lead: 0;
    --figure-stretch: 68%;
    --figure-text: calc(3.3 * var(--u));
    --figure-bar: calc(1.3 * var(--u));
  }
  .channels.many turnout-figure {
    --figure-size: calc(5 * var(--u));
    --figure-text: calc(2.72 * var(--u));
    --figure-bar: calc(0.9 * var(--u));
  }
  .channels.many .label {
    font-size: calc(2.72 * var(--u));
  }
  .low {
    block-size: calc(30 * var(--u));
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }
  coverage-sentence {
    font-size: calc(2.85 * var(--u));
    font-stretch: 72%;
    line-height: 1.3;
  }
  .country {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto auto;
    gap: calc(1.1 * var(--u));
    min-inline-size: 0;
    min-block-size: 0;
  }
  .ground {
    container-type: size;
    display: flex;
    gap: calc(3.4 * var(--u));
    min-block-size: 0;
    justify-content: space-between;
  }
  tile-grid {
    --tiles-height: 100cqh;
    --tiles-pitch: calc(15 * var(--u));
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  .ground.beside tile-grid {
    max-inline-size: calc(100% - 50 * var(--u));
  }
  .panel {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    block-size: 100%;
    min-block-size: 0;
    min-inline-size: 0;
    box-sizing: border-box;
  }
  .beside .panel {
    flex: 0 0 calc(46.6 * var(--u));
    block-size: min(100%, calc(46 * var(--u)));
  }
  .inside {
    padding: calc(1.2 * var(--u)) 0 0 calc(1.4 * var(--u));
  }
  .title {
    font-size: calc(3.3 * var(--u));
    font-weight: 680;
    font-stretch: 76%;
    line-height: 1.2;
  }
  turnout-curve {
    --curve-text: calc(2.72 * var(--u));
  }
  tile-legend {
    --legend-text: calc(2.72 * var(--u));
  }
  district-ranks {
    border-block-start: 1px solid var(--rule);
    padding-block: calc(0.7 * var(--u)) calc(0.9 * var(--u));
  }
  .aged {
    background: var(--late);
    color: var(--late-ink);
    font-size: calc(2.72 * var(--u));
    font-weight: 680;
    font-stretch: 74%;
    padding: 0.08em 0.5em;
    white-space: nowrap;
  }
  :host([data-aged="offline"]) .aged {
    background: var(--offline);
    color: var(--offline-ink);
  }
  footer {
    display: flex;
    align-items: center;
    gap: calc(2.2 * var(--u));
    margin-inline: var(--margin);
    border-block-start: 1px solid var(--rule);
    font-size: calc(2.85 * var(--u));
    font-stretch: 73%;
    white-space: nowrap;
    color: var(--muted);
  }
  footer b {
    color: var(--text);
    font-weight: 660;
  }
  .bulletin {
    background: var(--text);
    color: var(--ground);
    font-weight: 720;
    padding: 0.16em 0.6em;
  }
  .spread {
    margin-inline-start: auto;
  }
  .waiting {
    grid-row: 1 / -1;
    display: grid;
    place-content: center;
    gap: calc(3 * var(--u));
    text-align: center;
    font-size: calc(5 * var(--u));
    color: var(--muted);
  }
  .waiting brand-mark {
    --brand-text: calc(10 * var(--u));
    color: var(--text);
    justify-self: center;
  }
  @media (max-aspect-ratio: 1 / 1) {
    :host {
      grid-template-rows: auto auto minmax(0, 1fr) auto;
    }
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    .headline {
      align-content: start;
      gap: calc(2.4 * var(--u));
    }
    .country {
      display: none;
    }
    .aside {
      display: none;
    }
    footer {
      flex-wrap: wrap;
      gap: calc(0.6 * var(--u)) calc(2.2 * var(--u));
      padding-block: calc(1.4 * var(--u));
    }
  }
`;
