import { css } from 'lit';

/** The grid fills the window and scrolls within itself; the list of bulletins stands beside it, or below on a phone. */
export const deskStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto auto minmax(0, 1fr);
    block-size: 100vh;
    block-size: 100dvh;
    font-stretch: 84%;
    line-height: 1.35;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 2rem;
    padding: 0.7rem 1.5rem;
    border-block-end: 1px solid var(--rule);
  }
  .election {
    flex: 1 1 18rem;
    font-weight: 640;
    font-stretch: 80%;
    line-height: 1.25;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.6rem;
    padding: 0.8rem 1.5rem;
  }
  h1,
  h2 {
    font-size: 1.3rem;
    font-weight: 700;
    font-stretch: 80%;
    margin: 0;
    line-height: 1.2;
  }
  .tools p {
    flex: 1 1 100%;
    margin: 0;
    color: var(--muted);
    font-size: 0.9375rem;
  }
  .switch {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0;
  }
  button {
    font: inherit;
    font-weight: 600;
    color: var(--text);
    background: none;
    border: 1px solid var(--text);
    padding: 0.3rem 0.8rem;
    margin-block-end: -1px;
    margin-inline-end: -1px;
    cursor: pointer;
  }
  button[aria-pressed="true"] {
    background: var(--text);
    color: var(--ground);
  }
  .finder {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1rem;
    margin-inline-start: auto;
    color: var(--muted);
    font-size: 0.9375rem;
  }
  input {
    font: inherit;
    font-size: 1rem;
    color: var(--text);
    background: none;
    border: 1px solid var(--line);
    border-radius: 0;
    padding: 0.3rem 0.7rem;
    inline-size: 15rem;
    max-inline-size: 100%;
  }
  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  .days button {
    border-color: var(--rule);
    font-weight: 500;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 25rem;
    min-block-size: 0;
    border-block-start: 1px solid var(--rule);
  }
  bulletin-grid {
    min-block-size: 0;
    --grid-start: 1.5rem;
  }
  aside {
    overflow: auto;
    padding: 1rem 1.5rem;
    border-inline-start: 1px solid var(--rule);
    background: var(--raised);
    font-size: 0.9375rem;
    font-stretch: 80%;
  }
  ol {
    list-style: none;
    margin: 0.6rem 0 0;
    padding: 0;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 1rem;
    padding-block: 0.45rem;
    border-block-end: 1px solid var(--rule);
  }
  li b,
  li code {
    grid-column: 1 / -1;
  }
  li b {
    font-weight: 500;
  }
  .hour,
  code {
    color: var(--muted);
  }
  .hour a {
    margin-inline-end: 0.6rem;
    font-weight: 640;
    color: var(--text);
  }
  code {
    font: inherit;
    font-size: 0.75rem;
    font-stretch: 62.5%;
    overflow-wrap: anywhere;
  }
  .dagger {
    font-family: system-ui, sans-serif;
  }
  .waiting {
    grid-row: 1 / -1;
    padding: 4rem 1.5rem;
    text-align: center;
    color: var(--muted);
    font-size: 1.2rem;
  }
  p.waiting {
    grid-row: auto;
  }
  .waiting brand-mark {
    display: block;
    inline-size: fit-content;
    margin: 0 auto 1.4rem;
    color: var(--text);
    --brand-text: 3rem;
  }
  @media (max-width: 62rem) {
    :host {
      display: block;
      block-size: auto;
    }
    header,
    .tools {
      padding-inline: 1.125rem;
    }
    .finder {
      margin-inline-start: 0;
    }
    main {
      display: block;
    }
    bulletin-grid {
      max-block-size: 78vh;
      --grid-start: 0.6rem;
    }
    aside {
      border-inline-start: 0;
      max-block-size: 60vh;
      border-block-start: 1px solid var(--rule);
      padding-inline: 1.125rem;
    }
  }
`;
