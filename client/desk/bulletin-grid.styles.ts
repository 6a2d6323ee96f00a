import { css } from 'lit';

/** Heads that stay in sight while hours and districts pass under them; a bar in each cell is its background. */
export const gridStyles = css`
  :host {
    display: block;
    overflow: auto;
    font-size: 0.9375rem;
    font-stretch: 80%;
    line-height: 1.2;
    background: var(--ground);
  }
  table {
    min-inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: 0.32rem 0.7rem;
    text-align: end;
    white-space: nowrap;
    border-block-end: 1px solid var(--rule);
    background: var(--ground);
    font-weight: 450;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    vertical-align: bottom;
    border-block-end: 2px solid var(--text);
    color: var(--muted);
    font-size: 0.8125rem;
  }
  /* The space before it is its own: what scrolls by would show in a padding of the grid. */
  th:first-child {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    padding-inline-start: calc(var(--grid-start, 0rem) + 0.7rem);
    text-align: start;
    inline-size: 14rem;
    min-inline-size: 9rem;
    max-inline-size: 16rem;
    white-space: normal;
    border-inline-end: 1px solid var(--rule);
  }
  thead th:first-child {
    z-index: 3;
  }
  .hour {
    display: block;
    font-size: 1.125rem;
    font-weight: 680;
    color: var(--text);
  }
  .newest {
    background-color: var(--raised);
  }
  /* Filled to the quotient, its bright tip what came since the hour before, cut at each fifth. */
  .drawn {
    --bar: 0.3rem;
    --towards: right;
    padding-block-end: calc(0.6rem + var(--bar));
    background-image:
      linear-gradient(
        to var(--towards),
        transparent calc(var(--whole) * 1% - 2px),
        var(--mark, transparent) 0 calc(var(--whole) * 1%),
        transparent 0
      ),
      repeating-linear-gradient(
        to var(--towards),
        transparent 0 calc(var(--whole) * 0.2% - 1px),
        var(--ground) 0 calc(var(--whole) * 0.2%)
      ),
      linear-gradient(
        to var(--towards),
        var(--fill) calc(var(--from) * 1%),
        var(--tip) 0 calc(var(--to) * 1%),
        var(--empty) 0
      );
    background-repeat: no-repeat;
    background-size: calc(100% - 1.4rem) var(--bar);
    background-position: center bottom 0.35rem;
  }
  .beyond {
    --mark: var(--text);
  }
  code {
    font: inherit;
    font-stretch: 72%;
  }
  .total th,
  .total td {
    border-block-end: 2px solid var(--text);
    font-weight: 700;
  }
  .value {
    font-size: 1.0625rem;
    font-weight: 640;
  }
  .under {
    display: block;
    color: var(--muted);
    font-size: 0.8125rem;
    font-weight: 450;
  }
  /* Units under units, whichever way the lines run. */
  :host(:dir(rtl)) :is(thead th, td):not(.notice, .gap) {
    text-align: start;
  }
  :host(:dir(rtl)) .drawn {
    --towards: left;
  }
  .notice {
    color: var(--muted);
    text-align: center;
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 6px);
  }
  .gap {
    inline-size: 1px;
    text-align: center;
  }
  .gap .hour {
    font-size: 0.9375rem;
    color: var(--muted);
  }
  .dagger {
    font-family: system-ui, sans-serif;
  }
  .differs {
    color: var(--offline);
  }
  /* Few hours share the room: percentage and count side by side, and more districts fit. */
  @media (min-width: 62.01rem) {
    .roomy .value {
      float: inline-start;
      inline-size: 3.3em;
      text-align: end;
    }
    .roomy .under {
      font-size: 0.9375rem;
      line-height: 1.36;
    }
    .roomy td {
      block-size: 2.75rem;
      box-sizing: border-box;
    }
    :host(:dir(rtl)) .roomy .value {
      text-align: start;
      margin-inline-end: 1.4rem;
    }
  }
  td:focus-visible {
    outline: 3px solid var(--fill);
    outline-offset: -3px;
  }
  td {
    scroll-margin-block: 6rem 1rem;
    scroll-margin-inline: 15rem 1rem;
  }
  @media (max-width: 34rem) {
    th:first-child {
      inline-size: 8rem;
      min-inline-size: 7rem;
      max-inline-size: 8rem;
    }
    td {
      scroll-margin-inline-start: 9rem;
    }
  }
`;
