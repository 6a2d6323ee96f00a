import { css } from 'lit';

/** The map: the left column stays, the country in the middle, who rose most and least at its side. */
export const mapStyles = css`
  .map-scene {
    display: grid;
    grid-template-columns: calc(54.5 * var(--u)) minmax(0, 1fr) calc(36 * var(--u));
    gap: calc(3 * var(--u));
    padding-block-end: calc(1.4 * var(--u));
  }
  .map-scene .total {
    --figure-size: calc(18 * var(--u));
  }
  .map-scene.wide {
    grid-template-columns: calc(54.5 * var(--u)) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr) auto;
    column-gap: calc(4.7 * var(--u));
    row-gap: calc(1.4 * var(--u));
  }
  .wide .headline {
    grid-row: 1 / -1;
  }
  .wide .map-side {
    grid-template-columns: 1fr 1fr auto;
    gap: calc(3 * var(--u));
    align-items: end;
  }
  .wide .movers {
    align-self: start;
  }
  .wide .movers div {
    min-block-size: calc(4.4 * var(--u));
  }
  .map-legend {
    border-block-start: 1px solid var(--rule);
    padding-block-start: calc(1.4 * var(--u));
  }
  .map-legend p {
    margin: calc(0.5 * var(--u)) 0;
    color: var(--muted);
    font-size: calc(2.9 * var(--u));
    font-stretch: 76%;
    line-height: 1.25;
  }
  .map-legend .keys {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1em;
  }
  .hatched::before {
    background: repeating-linear-gradient(135deg, var(--line) 0 0.12em, transparent 0.12em 0.32em);
  }
  .histogram {
    display: block;
    inline-size: 100%;
    font-size: 28px;
    font-stretch: 76%;
    overflow: visible;
  }
  .histogram text {
    text-anchor: middle;
    fill: var(--text);
    font-weight: 680;
  }
  .histogram .break {
    fill: var(--muted);
    font-weight: 450;
  }
  .histogram .change-1 {
    fill: var(--change-1);
  }
  .histogram .change-2 {
    fill: var(--change-2);
  }
  .histogram .change-3 {
    fill: var(--change-3);
  }
  .histogram .change-4 {
    fill: var(--change-4);
  }
  .histogram .change-5 {
    fill: var(--change-5);
  }
  .histogram .level-1 {
    fill: var(--level-1);
  }
  .histogram .level-2 {
    fill: var(--level-2);
  }
  .histogram .level-3 {
    fill: var(--level-3);
  }
  .histogram .level-4 {
    fill: var(--level-4);
  }
  .histogram .level-5 {
    fill: var(--level-5);
  }
  .map-side {
    display: grid;
    align-content: space-between;
    justify-items: end;
    min-inline-size: 0;
  }
  .movers {
    inline-size: 100%;
  }
  .movers h2 {
    display: flex;
    align-items: center;
    gap: 0.4em;
    margin: 0;
    font-size: calc(2.9 * var(--u));
    font-weight: 500;
    font-stretch: 70%;
    line-height: 1.15;
    color: var(--muted);
  }
  .movers i {
    inline-size: 0.75em;
    block-size: 0.75em;
    flex: none;
  }
  .movers .change-1 {
    background: var(--change-1);
  }
  .movers .change-2 {
    background: var(--change-2);
  }
  .movers .change-3 {
    background: var(--change-3);
  }
  .movers .change-4 {
    background: var(--change-4);
  }
  .movers .change-5 {
    background: var(--change-5);
  }
  .level .movers i {
    display: none;
  }
  /* Its title names two districts, in up to three lines. */
  .level .map-legend {
    padding-block-start: calc(0.6 * var(--u));
  }
  .level .map-legend p {
    margin-block: 0;
  }
  .level .histogram rect {
    stroke: var(--rule);
  }
  .movers dl {
    margin: calc(0.5 * var(--u)) 0 0;
  }
  .movers div {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: calc(1 * var(--u));
    border-block-start: 1px solid var(--rule);
    min-block-size: calc(5.4 * var(--u));
    line-height: 1;
  }
  .movers dt {
    font-size: calc(3.3 * var(--u));
    font-stretch: 70%;
  }
  .movers dd {
    margin: 0;
    font-size: calc(4 * var(--u));
    font-stretch: 74%;
    font-weight: 700;
  }
  /* Where the wall is wider still, a wide map is as high as it may be, and the lists stand beside it after all. */
  @media (min-aspect-ratio: 9 / 4) {
    .map-scene.wide {
      grid-template-columns: calc(54.5 * var(--u)) minmax(0, 1fr) calc(46 * var(--u));
      grid-template-rows: minmax(0, 1fr);
    }
    .wide .map-side {
      grid-template-columns: minmax(0, 1fr);
      align-items: start;
      gap: calc(1.4 * var(--u));
    }
    .wide .map-side qr-code {
      align-self: end;
    }
  }
  @media (max-aspect-ratio: 3 / 2) {
    .map-scene,
    .map-scene.wide {
      grid-template-columns: calc(48 * var(--u)) minmax(0, 1fr);
      grid-template-rows: minmax(0, 1fr) auto;
      gap: calc(1.4 * var(--u)) calc(3 * var(--u));
    }
    .map-scene .headline {
      grid-row: 1 / -1;
    }
    .map-scene .label {
      font-size: calc(2.8 * var(--u));
    }
    .map-scene .total {
      --figure-text: calc(3.6 * var(--u));
      --figure-text-stretch: 66%;
    }
    .histogram {
      font-size: 30px;
    }
    .map-scene .map-side {
      grid-template-columns: 1fr 1fr auto;
      gap: calc(2 * var(--u));
      align-items: end;
    }
    .map-scene .movers {
      align-self: start;
    }
    .map-scene .movers div {
      min-block-size: calc(4.4 * var(--u));
    }
    .map-scene .movers dt {
      font-size: calc(2.8 * var(--u));
      font-stretch: 64%;
    }
    .map-scene .movers dd {
      font-size: calc(3.4 * var(--u));
    }
  }
  @media (max-aspect-ratio: 1 / 1) {
    .map-scene,
    .map-scene.wide {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr) auto;
      gap: calc(2.4 * var(--u));
    }
    .map-scene .headline {
      grid-row: auto;
      row-gap: calc(2 * var(--u));
      padding-block-end: 0;
    }
    .map-scene .total {
      --figure-size: calc(23 * var(--u));
      --figure-text: calc(4.2 * var(--u));
      --figure-text-stretch: 78%;
    }
    .map-scene .label {
      font-size: calc(3.3 * var(--u));
    }
    .map-legend {
      display: grid;
      grid-template-columns: minmax(0, 1fr) calc(54 * var(--u));
      grid-template-rows: auto auto 1fr;
      column-gap: calc(3 * var(--u));
    }
    .histogram {
      grid-column: 2;
      grid-row: 1 / -1;
    }
    .map-scene .map-side {
      gap: calc(3 * var(--u));
    }
    .map-scene .movers div {
      min-block-size: calc(5 * var(--u));
    }
    .map-scene .movers dt {
      font-size: calc(3 * var(--u));
      font-stretch: 66%;
    }
  }
  @media (forced-colors: active) {
    .histogram text {
      forced-color-adjust: none;
    }
  }
`;
