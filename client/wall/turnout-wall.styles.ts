import { css } from 'lit';

/** A stage a hundred units high: band, header, scene, footer; and what every scene has. */
export const wallStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto auto minmax(0, 1fr) calc(6.6 * var(--u));
    block-size: 100vh;
    overflow: hidden;
    box-sizing: border-box;
    font-size: calc(3 * var(--u));
    --margin: calc(2.6 * var(--u));
    transform: translate(var(--shift-x, 0), var(--shift-y, 0));
  }
  /* A scene's time, where another follows. */
  :host([data-turning])::after {
    content: "";
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 0;
    block-size: calc(0.35 * var(--u));
    inline-size: calc(100% * var(--turn));
    background: var(--line);
  }
  qr-code {
    --qr-size: calc(12.3 * var(--u));
    flex: none;
  }
  :host([data-aged="stale"]) {
    box-shadow: inset 0 0 0 calc(0.8 * var(--u)) var(--late);
  }
  :host([data-aged="offline"]) {
    box-shadow: inset 0 0 0 calc(0.8 * var(--u)) var(--offline);
  }
  rehearsal-band {
    --band-text: calc(2.72 * var(--u));
    --band-padding: 0 var(--margin);
    min-block-size: calc(4.7 * var(--u));
    line-height: 1.12;
  }
  main {
    padding: calc(1.3 * var(--u)) var(--margin) 0;
    min-block-size: 0;
  }
  .headline {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
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
    font-stretch: 71%;
    line-height: 1.2;
    color: var(--muted);
    white-space: nowrap;
  }
  .label:lang(ru) {
    font-stretch: 66%;
  }
  .label:has(.aged):lang(ru) {
    font-size: calc(2.85 * var(--u));
    font-stretch: 62.5%;
    gap: calc(0.6 * var(--u));
  }
  /* A late total's words may take two lines rather than press its badge out of the column. */
  .label:has(.aged) > span:first-child {
    min-inline-size: 0;
    white-space: normal;
    line-height: 1;
  }
  .label .aged {
    flex: none;
  }
  .label:lang(ru) .aged {
    --badge-stretch: 62.5%;
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
  .title {
    font-size: calc(3.3 * var(--u));
    font-weight: 680;
    font-stretch: 76%;
    line-height: 1.2;
    text-wrap: balance;
  }
  .aged {
    --badge-text: calc(2.72 * var(--u));
    --badge-stretch: 66%;
  }
  footer {
    display: flex;
    align-items: center;
    gap: calc(2.2 * var(--u));
    margin-inline: var(--margin);
    padding-block-end: calc(0.9 * var(--u));
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
  /* Two lines beside the bulletin's one. */
  .aside {
    display: grid;
    font-size: calc(2.72 * var(--u));
    line-height: 1.02;
  }
  .spread {
    margin-inline-start: auto;
    justify-items: end;
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
  @media (max-aspect-ratio: 3 / 2) {
    :host {
      grid-template-rows: auto auto minmax(0, 1fr) calc(5.2 * var(--u));
    }
    rehearsal-band {
      min-block-size: calc(4.2 * var(--u));
      --band-stretch: 62.5%;
    }
    main {
      padding-block-start: calc(0.8 * var(--u));
    }
    footer {
      padding-block-end: calc(0.6 * var(--u));
    }
    .detail {
      display: none;
    }
    .aside {
      display: flex;
      column-gap: calc(2.2 * var(--u));
      font-stretch: 66%;
    }
    /* That a witness contradicts the log is worth more than what the bulletin says. */
    .says:has(~ * .alarm) {
      display: none;
    }
  }
  @media (max-aspect-ratio: 1 / 1) {
    :host {
      grid-template-rows: auto auto minmax(0, 1fr) auto;
      --margin: calc(1.8 * var(--u));
    }
    rehearsal-band {
      --band-stretch: 66%;
    }
    footer {
      flex-wrap: wrap;
      gap: calc(0.6 * var(--u)) calc(2.2 * var(--u));
      padding-block: calc(1.4 * var(--u));
    }
  }
`;
