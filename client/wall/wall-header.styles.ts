import { css } from 'lit';

/** The wall's head, and the frame of what takes its place. */
export const headerStyles = css`
  :host {
    display: block;
    block-size: calc(8.2 * var(--u));
  }
  .plain,
  .banner {
    display: flex;
    align-items: center;
    box-sizing: border-box;
    block-size: 100%;
    padding-inline: calc(2.6 * var(--u));
    gap: calc(3 * var(--u));
  }
  .plain {
    border-block-end: 1px solid var(--rule);
  }
  brand-mark {
    --brand-text: calc(4.6 * var(--u));
    flex: none;
  }
  .names {
    flex: 1 1 0;
    min-inline-size: 0;
    line-height: 1.16;
  }
  .election {
    margin: 0;
    font-size: calc(2.8 * var(--u));
    font-weight: 680;
    /* Narrow before small: with the day under it a second line would not fit. */
    font-stretch: 62.5%;
    text-wrap: balance;
  }
  .day {
    font-size: calc(2.8 * var(--u));
    font-stretch: 74%;
    color: var(--muted);
  }
  freshness-badge {
    flex: none;
    max-inline-size: max(calc(106 * var(--u)), min(calc(122 * var(--u)), 68vw));
    --badge-text: calc(3.3 * var(--u));
    --badge-stretch: 72%;
    --badge-clock: calc(5.2 * var(--u));
    --badge-gap: calc(2.2 * var(--u));
    justify-content: flex-end;
  }
  /* All else gives way to a long name: on two lines, with the day under it, it just fills the header. */
  @media not (max-aspect-ratio: 3 / 2) {
    .plain:has(.long) {
      gap: calc(2.2 * var(--u));
    }
    .long ~ freshness-badge {
      --badge-stretch: 62.5%;
      --badge-gap: calc(1.3 * var(--u));
    }
    .names.long {
      line-height: 0.98;
    }
    .long .election,
    .long .day {
      font-size: calc(2.72 * var(--u));
    }
  }
  @media (max-aspect-ratio: 3 / 2) {
    :host {
      block-size: calc(7.4 * var(--u));
    }
    .names {
      flex: 0 1 auto;
    }
    .plain {
      gap: calc(1.8 * var(--u));
    }
    brand-mark {
      --brand-text: calc(3.8 * var(--u));
    }
    .election {
      font-size: calc(2.72 * var(--u));
      line-height: 1.05;
    }
    .long .day {
      display: none;
    }
    freshness-badge {
      margin-inline-start: auto;
      --badge-text: calc(2.8 * var(--u));
      --badge-stretch: 62.5%;
      --badge-gap: calc(0.9 * var(--u));
    }
  }
  /* One line for all: when the next count is due gives way to a long name, and the mark to the longest. */
  @media (max-aspect-ratio: 3 / 2) and (min-aspect-ratio: 1 / 1) {
    .long ~ freshness-badge {
      --badge-next: none;
    }
    brand-mark:has(~ .longest) {
      display: none;
    }
  }
  @media (max-aspect-ratio: 1 / 1) {
    :host {
      block-size: calc(15.6 * var(--u));
    }
    .plain,
    .banner {
      flex-wrap: wrap;
      align-content: space-evenly;
      gap: 0 calc(3 * var(--u));
      padding: calc(0.8 * var(--u)) calc(1.8 * var(--u));
    }
    .long .day {
      display: block;
    }
    freshness-badge {
      flex: 1 1 100%;
      max-inline-size: 100%;
      justify-content: flex-start;
      --badge-text: calc(3.3 * var(--u));
      --badge-stretch: 72%;
      --badge-clock: calc(4.6 * var(--u));
    }
  }
`;
