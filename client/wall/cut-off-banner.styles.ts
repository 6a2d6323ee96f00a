import { css } from 'lit';

/** What a wall has for its head while its numbers are old: nothing but that, from afar. */
export const cutOffStyles = css`
  /* Read aloud when it begins; what ticks is not. */
  .told {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .banner {
    background: var(--late);
    color: var(--late-ink);
  }
  .banner.offline {
    background: var(--offline);
    color: var(--offline-ink);
  }
  .banner svg {
    flex: none;
    inline-size: calc(7 * var(--u));
    block-size: calc(7 * var(--u));
  }
  .message {
    flex: 1 1 0;
    font-size: calc(5.6 * var(--u));
    font-weight: 760;
    font-stretch: 72%;
    line-height: 1;
    text-wrap: balance;
  }
  .message.long {
    font-size: calc(4 * var(--u));
    font-stretch: 66%;
  }
  .details {
    flex: none;
    max-inline-size: calc(70 * var(--u));
    text-align: end;
    font-size: calc(2.72 * var(--u));
    font-stretch: 64%;
    line-height: 1.25;
  }
  .details h1 {
    margin: 0;
    font: inherit;
    font-weight: 700;
  }
  @media (max-aspect-ratio: 3 / 2) {
    /* Two lines of it are as high as the banner. */
    .message {
      font-size: calc(3.6 * var(--u));
    }
    .message.long {
      font-size: calc(3 * var(--u));
      font-stretch: 62.5%;
    }
    .details {
      max-inline-size: calc(66 * var(--u));
      font-stretch: 62.5%;
    }
  }
  @media (max-aspect-ratio: 1 / 1) {
    .banner svg {
      inline-size: calc(5.4 * var(--u));
      block-size: calc(5.4 * var(--u));
    }
    .message {
      flex: 1 1 calc(80 * var(--u));
      font-size: calc(5.2 * var(--u));
    }
    .details {
      flex: 1 1 100%;
      max-inline-size: 100%;
      text-align: start;
    }
  }
`;
