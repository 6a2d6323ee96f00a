import { css } from 'lit';

/** One column on a phone; from 60rem the number, the country and the curve stand side by side. */
export const pageStyles = css`
  :host {
    display: block;
    font-size: 1rem;
    line-height: 1.45;
    font-stretch: 86%;
  }
  .page {
    max-inline-size: 90rem;
    margin-inline: auto;
    padding: 0 1.125rem 3rem;
    box-sizing: border-box;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1.6rem;
    padding-block: 0.9rem 0.8rem;
    border-block-end: 1px solid var(--rule);
  }
  header .election {
    font-weight: 620;
    font-stretch: 80%;
    flex: 1 1 16rem;
    line-height: 1.25;
  }
  nav {
    display: flex;
    gap: 0.2rem;
    font-size: 0.94rem;
  }
  nav a {
    padding: 0.3rem 0.5rem;
    text-decoration: none;
    color: var(--muted);
  }
  nav a[aria-current] {
    color: var(--text);
    font-weight: 700;
    text-decoration: underline;
    text-underline-offset: 0.3em;
  }
  .fresh {
    padding-block: 0.9rem 0;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1rem;
    align-items: baseline;
    margin-block-start: 0.9rem;
    padding: 0.5rem 0.8rem;
    font-weight: 700;
    background: var(--late);
    color: var(--late-ink);
  }
  .banner.offline {
    background: var(--offline);
    color: var(--offline-ink);
  }
  .banner.past {
    background: var(--text);
    color: var(--ground);
  }
  h1 {
    font-size: 1.8rem;
    font-weight: 730;
    font-stretch: 78%;
    line-height: 1.16;
    margin: 1rem 0 0.4rem;
    text-wrap: balance;
  }
  h2 {
    font-size: 1.3rem;
    font-weight: 700;
    font-stretch: 80%;
    line-height: 1.2;
    margin: 0 0 0.35rem;
  }
  h2 + p {
    margin-block-start: 0;
  }
  section {
    margin-block-start: 2.4rem;
    min-inline-size: 0;
  }
  .lead {
    margin-block-start: 0.6rem;
  }
  .total {
    --figure-size: 7rem;
    --figure-lead: 0 0.04em;
    --figure-text: 1.25rem;
    --figure-bar: 1.15rem;
    max-inline-size: 34rem;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1rem;
    align-items: baseline;
    margin-block: 0.9rem;
  }
  .status {
    border: 1px solid var(--text);
    padding: 0.05rem 0.5rem;
    font-weight: 640;
    font-size: 0.9rem;
  }
  .rise::before {
    content: "";
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.75em;
    margin-inline-end: 0.4em;
    background: var(--tip);
    outline: 1px solid var(--rule);
  }
  .channels {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9.4rem, 1fr));
    gap: 1.2rem 1.6rem;
    margin-block-start: 1.4rem;
    max-inline-size: 34rem;
  }
  .channels turnout-figure {
    --figure-size: 2.9rem;
    --figure-lead: 0;
    --figure-stretch: 70%;
    --figure-text: 1.08rem;
    --figure-bar: 0.62rem;
  }
  .channel {
    color: var(--muted);
    font-stretch: 80%;
  }
  coverage-sentence {
    margin-block-start: 1.4rem;
    max-inline-size: 36rem;
    font-stretch: 84%;
  }
  .note {
    color: var(--muted);
    max-inline-size: 44rem;
  }
  tile-grid {
    --tiles-height: 34rem;
    --tiles-pitch: 5.2rem;
    margin-block: 0.8rem 0.6rem;
  }
  turnout-curve {
    --curve-text: 0.9rem;
    block-size: 21rem;
    margin-block-start: 0.5rem;
  }
  .files {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: 0.7rem;
    max-inline-size: 40rem;
    margin-block: 0.8rem;
  }
  .files a {
    border: 1px solid var(--text);
    padding: 0.6rem 0.8rem;
    text-align: center;
    text-decoration: none;
    font-weight: 680;
  }
  footer {
    margin-block-start: 2.4rem;
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--rule);
    color: var(--muted);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  .waiting {
    padding: 4rem 1.2rem;
    text-align: center;
    color: var(--muted);
    font-size: 1.2rem;
  }
  .waiting brand-mark {
    display: block;
    inline-size: fit-content;
    margin: 0 auto 1.4rem;
    color: var(--text);
    --brand-text: 3rem;
  }
  .wide {
    display: none;
  }
  @media (min-width: 48rem) {
    .wide {
      display: block;
    }
    .page {
      padding-inline: 2.5rem;
    }
    h1 {
      font-size: 2.2rem;
      margin-block: 1.4rem 0.4rem;
    }
  }
  @media (min-width: 75rem) {
    .first {
      display: grid;
      grid-template-columns: minmax(0, 25rem) minmax(0, 1fr);
      gap: 0 3.4rem;
    }
    .first section {
      margin-block-start: 1.2rem;
    }
    .first .curve {
      grid-column: 1 / -1;
      margin-block-start: 2.4rem;
    }
    .total {
      --figure-size: 9.2rem;
    }
  }
  @media (min-width: 96rem) {
    .page {
      max-inline-size: 108rem;
    }
    .first {
      grid-template-columns: minmax(0, 25rem) minmax(0, 1.35fr) minmax(0, 1fr);
    }
    .first .curve {
      grid-column: auto;
      margin-block-start: 1.2rem;
    }
    turnout-curve {
      block-size: 27rem;
    }
  }
`;
