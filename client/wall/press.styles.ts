import { css } from 'lit';

/** The press: the number as high as the wall allows. */
export const pressStyles = css`
  :host([data-scene="press"]) {
    grid-template-rows: auto auto minmax(0, 1fr);
  }
  :host([data-scene="press"]) rehearsal-band {
    --band-text: calc(3.5 * var(--u));
    min-block-size: calc(9.2 * var(--u));
    line-height: 1.25;
  }
  .press-scene {
    --press: calc(5 * var(--u));
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: minmax(0, auto) auto auto;
    align-content: space-evenly;
    gap: calc(1.6 * var(--u));
    padding-inline: var(--press);
    padding-block-end: calc(3 * var(--u));
  }
  .press-top {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: calc(3 * var(--u));
  }
  .press-number {
    display: flex;
    direction: ltr;
    inline-size: fit-content;
    align-items: flex-start;
    font-size: calc(54 * var(--u));
    font-weight: 640;
    font-stretch: 64%;
    line-height: 0.8;
    letter-spacing: -0.015em;
    white-space: nowrap;
    margin-block: calc(1.5 * var(--u));
    margin-inline-start: -0.02em;
  }
  /* A comma hangs below the line. */
  .press-number.comma {
    margin-block-end: 0.1em;
  }
  :host([data-aged]) .press-number {
    font-size: calc(46 * var(--u));
  }
  .press-number.wide {
    font-size: calc(45 * var(--u));
    font-stretch: 62.5%;
  }
  .press-number .sign {
    font-size: 0.36em;
    font-weight: 350;
    line-height: 1;
    color: var(--muted);
    margin-inline-start: 0.12em;
    letter-spacing: 0;
  }
  .press-number {
    flex: none;
  }
  .press-top freshness-badge {
    min-inline-size: 0;
    --badge-text: calc(4.2 * var(--u));
    --badge-stretch: 72%;
    --badge-clock: calc(13 * var(--u));
    --badge-gap: 0;
  }
  .press-scene > turnout-bar {
    --bar-size: calc(4.2 * var(--u));
    --bar-cut: calc(0.2 * var(--u));
  }
  .press-low {
    display: flex;
    justify-content: space-between;
    align-items: flex-end;
    gap: calc(6 * var(--u));
  }
  .press-low p {
    margin: 0;
    font-size: calc(6.6 * var(--u));
    font-stretch: 78%;
    line-height: 1.22;
  }
  .press-low b {
    font-weight: 720;
  }
  .press-election {
    display: block;
    text-wrap: balance;
    font-size: calc(4.6 * var(--u));
    color: var(--muted);
    margin-block-start: calc(0.8 * var(--u));
  }
  /* What is said of the code stands at its side: under it a log's four lines would press the number out. */
  .press-code {
    flex: none;
    display: grid;
    grid-template-columns: auto auto;
    grid-template-rows: 1fr auto;
    gap: calc(0.6 * var(--u)) calc(1.6 * var(--u));
    justify-items: end;
    align-items: end;
    font-size: calc(2.8 * var(--u));
    font-stretch: 74%;
    color: var(--muted);
  }
  .press-code qr-code {
    grid-area: 1 / 2 / -1;
    --qr-size: calc(22 * var(--u));
  }
  .press-code .log {
    grid-row: 2;
  }
  .log {
    max-inline-size: calc(31 * var(--u));
    font-size: calc(2.72 * var(--u));
    font-stretch: 62.5%;
    line-height: 1.15;
    text-wrap: balance;
    text-align: end;
  }
  @media (max-aspect-ratio: 3 / 2) {
    :host([data-scene="press"]) rehearsal-band {
      --band-text: calc(2.9 * var(--u));
      --band-stretch: 66%;
      min-block-size: calc(8 * var(--u));
    }
    .press-scene {
      --press: calc(3.6 * var(--u));
    }
    .press-number,
    .press-number.wide,
    :host([data-aged]) .press-number {
      font-size: calc(38 * var(--u));
    }
    .press-low p {
      font-size: calc(5.4 * var(--u));
    }
    .press-election {
      font-size: calc(4 * var(--u));
    }
    .press-top freshness-badge {
      --badge-text: calc(3.6 * var(--u));
      --badge-clock: calc(10 * var(--u));
    }
  }
  @media (max-aspect-ratio: 1 / 1) {
    :host([data-scene="press"]) rehearsal-band {
      --band-text: calc(3.2 * var(--u));
      --band-stretch: 74%;
    }
    .press-top {
      display: grid;
      gap: calc(5 * var(--u));
    }
    .press-number,
    :host([data-aged]) .press-number {
      font-size: calc(40 * var(--u));
    }
    .press-number.wide {
      font-size: calc(33 * var(--u));
    }
    .press-scene > turnout-bar {
      --bar-size: calc(5 * var(--u));
    }
    .press-top freshness-badge {
      align-items: flex-start;
      text-align: start;
      --badge-text: calc(4.6 * var(--u));
      --badge-clock: calc(13 * var(--u));
    }
    .press-low {
      display: grid;
      gap: calc(5 * var(--u));
    }
    .press-low p {
      font-size: calc(6.6 * var(--u));
    }
    .press-code {
      justify-content: space-between;
      justify-items: start;
    }
    .log {
      text-align: start;
    }
    .press-code qr-code {
      --qr-size: calc(26 * var(--u));
    }
  }
`;
