import { css } from 'lit';

export const chartStyles = css`
  :host {
    display: block;
    font-stretch: 82%;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1.8rem;
    margin-block-end: 0.6rem;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1rem;
    border: 0;
    margin: 0;
    padding: 0;
    min-inline-size: 0;
  }
  fieldset[aria-busy='true'] label {
    color: var(--muted);
    cursor: progress;
  }
  legend {
    float: inline-start;
    padding: 0;
    color: var(--muted);
  }
  fieldset label {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    min-block-size: 2.75rem;
    font-weight: 600;
    cursor: pointer;
  }
  input {
    accent-color: var(--fill);
  }
  fieldset input {
    inline-size: 1.15rem;
    block-size: 1.15rem;
    margin: 0;
  }
  turnout-curve {
    block-size: 22rem;
  }
  .reader {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 1rem;
    margin-block-start: 0.8rem;
    color: var(--muted);
  }
  .reader input {
    inline-size: 100%;
    min-block-size: 2.75rem;
    margin: 0;
    /* Time runs from left to right in every language. */
    direction: ltr;
  }
  .reading {
    margin-block: 0.1rem 0.8rem;
    min-block-size: 1.5em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  summary {
    min-block-size: 2.75rem;
    align-content: center;
    cursor: pointer;
  }
  .scrolled {
    overflow: auto;
    max-block-size: 24rem;
    border-block: 1px solid var(--rule);
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  th,
  td {
    text-align: end;
    padding: 0.3em 0 0.3em 1.2em;
    border-block-end: 1px solid var(--rule);
    white-space: nowrap;
    font-weight: 450;
  }
  th:first-child {
    text-align: start;
    padding-inline-start: 0;
  }
  :host(:dir(rtl)) :is(th, td) {
    text-align: start;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--ground);
    color: var(--muted);
  }
  :focus-visible {
    outline: 3px solid var(--text);
    outline-offset: 2px;
  }
  @media print {
    .controls,
    .reader,
    .reading,
    details {
      display: none;
    }
  }
`;
