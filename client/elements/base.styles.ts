import { css } from 'lit';

/** Links and focus, the same inside every element that has them. */
export const baseStyles = css`
  a {
    color: inherit;
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  :focus-visible {
    outline: 3px solid var(--fill);
    outline-offset: 2px;
  }
`;
