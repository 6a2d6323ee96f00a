import { css } from 'lit';

/** The headline: the fraction at the left, the country and its curve at the right. */
export const headlineStyles = css`
  .headline-scene {
    display: grid;
    grid-template-columns: calc(54.5 * var(--u)) minmax(0, 1fr);
    gap: calc(4.7 * var(--u));
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
  .words {
    display: grid;
    gap: calc(0.6 * var(--u));
  }
  .low {
    block-size: calc(30 * var(--u));
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }
  .off-grid {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(2.4 * var(--u));
    margin: 0;
    font-size: calc(2.85 * var(--u));
    font-stretch: 72%;
    line-height: 1.25;
    color: var(--muted);
  }
  .off-grid b {
    color: var(--text);
    font-weight: 680;
  }
  coverage-sentence {
    font-size: calc(2.85 * var(--u));
    font-stretch: 72%;
    line-height: 1.3;
  }
  .country {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    gap: calc(0.6 * var(--u));
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
  tile-grid qr-code {
    --qr-size: 100%;
    aspect-ratio: 1;
  }
  .beside tile-grid {
    max-inline-size: calc(100% - 50 * var(--u));
  }
  district-spread {
    flex: 1 1 0;
    min-inline-size: 0;
    block-size: 100cqh;
  }
  .ground.two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) calc(26 * var(--u));
  }
  .side {
    display: grid;
    align-content: space-between;
    gap: calc(2 * var(--u));
    min-inline-size: 0;
    justify-items: stretch;
  }
  .under {
    display: flex;
    gap: calc(3 * var(--u));
    align-items: end;
    padding-block-end: calc(0.6 * var(--u));
  }
  .rows {
    flex: 1 1 0;
    min-inline-size: 0;
    display: grid;
    gap: calc(0.6 * var(--u));
  }
  .rows district-ranks {
    border-block-start: 1px solid var(--rule);
    padding-block-start: calc(0.6 * var(--u));
  }
  .aside tile-legend,
  .square tile-legend {
    padding-block-end: calc(1 * var(--u));
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
  .in-grid {
    padding: calc(1.2 * var(--u)) 0 0 calc(1.4 * var(--u));
  }
  turnout-curve {
    --curve-text: calc(2.72 * var(--u));
  }
  tile-legend {
    --legend-text: calc(2.72 * var(--u));
    --legend-stretch: 68%;
  }
  @media (max-aspect-ratio: 3 / 2) {
    tile-grid {
      --tile-code: 57px;
      --tile-value: 57px;
      --tile-drop: 3px;
    }
    .headline-scene {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
      gap: calc(0.8 * var(--u));
    }
    .headline-scene .headline {
      grid-template-columns: calc(75 * var(--u)) minmax(0, 1fr);
      align-items: end;
      column-gap: calc(3.4 * var(--u));
      row-gap: calc(0.8 * var(--u));
      padding-block-end: 0;
    }
    .headline-scene .total {
      --figure-size: calc(16.2 * var(--u));
      --figure-text: calc(3 * var(--u));
      --figure-text-stretch: 66%;
      --figure-bar: calc(2 * var(--u));
    }
    .headline-scene .channels {
      border: 0;
      padding: 0;
      gap: calc(2.4 * var(--u));
    }
    .headline-scene .channels turnout-figure {
      --figure-size: calc(7.2 * var(--u));
      --figure-text: calc(2.9 * var(--u));
    }
    .words {
      grid-column: 1 / -1;
      grid-template-columns: auto auto;
      justify-content: space-between;
      align-items: baseline;
      border-block: 1px solid var(--rule);
      padding-block: calc(0.2 * var(--u));
      column-gap: calc(1.2 * var(--u));
    }
    .words .off-grid {
      column-gap: calc(1.2 * var(--u));
    }
    .words > * {
      font-stretch: 62.5%;
      font-size: calc(2.72 * var(--u));
      line-height: 1.04;
    }
    /* A finding takes one line where the curve has little room. */
    .headline-scene .title {
      font-size: calc(2.72 * var(--u));
      font-stretch: 62.5%;
    }
    .low {
      block-size: calc(22 * var(--u));
    }
    .square tile-legend {
      --legend-stretch: 62.5%;
      padding-block-end: calc(0.3 * var(--u));
    }
    .side {
      gap: calc(1 * var(--u));
    }
    .side qr-code {
      --qr-size: calc(11 * var(--u));
    }
    .beside tile-grid {
      max-inline-size: 100%;
    }
    .beside .in-side {
      block-size: calc(36 * var(--u));
    }
  }
  @media (max-aspect-ratio: 1 / 1) {
    .headline-scene .headline {
      grid-template-columns: minmax(0, 1fr);
      row-gap: calc(0.8 * var(--u));
    }
    .headline-scene .total {
      --figure-size: calc(19.4 * var(--u));
      --figure-text: calc(4.2 * var(--u));
      --figure-text-stretch: 78%;
      --figure-bar: calc(2.4 * var(--u));
    }
    .headline-scene .channels {
      border-block-start: 1px solid var(--rule);
      padding-block-start: calc(1 * var(--u));
      column-gap: calc(3.4 * var(--u));
    }
    .headline-scene .channels turnout-figure {
      --figure-size: calc(8.4 * var(--u));
      --figure-text: calc(3.3 * var(--u));
    }
    .low {
      block-size: calc(30 * var(--u));
    }
    .beside .ground {
      gap: calc(1.6 * var(--u));
    }
    .beside .panel {
      flex-basis: calc(32 * var(--u));
    }
    .beside tile-grid {
      max-inline-size: calc(100% - 33.8 * var(--u));
    }
    .words {
      padding-block: calc(0.6 * var(--u));
    }
    .words > * {
      font-stretch: 72%;
      font-size: calc(2.85 * var(--u));
    }
  }
`;
