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
    gap: calc(1 * var(--u));
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
  .aside .ground {
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
    padding-block-end: calc(0.9 * var(--u));
  }
  .rows {
    flex: 1 1 0;
    min-inline-size: 0;
    display: grid;
    gap: calc(0.9 * var(--u));
  }
  .rows district-ranks {
    border-block-start: 1px solid var(--rule);
    padding-block-start: calc(0.7 * var(--u));
  }
  .aside tile-legend {
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
  @media (max-aspect-ratio: 1 / 1) {
    .headline-scene {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(0, 1fr);
      gap: calc(2.4 * var(--u));
    }
    .headline-scene .headline {
      gap: calc(1.8 * var(--u));
    }
    .low {
      block-size: calc(24 * var(--u));
    }
  }
`;
