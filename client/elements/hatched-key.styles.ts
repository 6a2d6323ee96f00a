import { css } from 'lit';

/** What a hatch means: a swatch before the words. Whose key it is draws the hatch into `::before`. */
export const hatchedKeyStyles = css`
  .hatched {
    white-space: nowrap;
  }
  .hatched::before {
    content: "";
    display: inline-block;
    inline-size: 0.95em;
    block-size: 0.8em;
    margin-inline-end: 0.35em;
    vertical-align: -0.05em;
    outline: 1px solid var(--rule);
  }
`;
