import { html } from 'lit';
import type { ElectionDescription } from '../../shared/election.ts';
import { isStopped } from '../../shared/rehearsal-clock.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import { setApart } from '../../shared/strings/set-apart.ts';
import { freshnessIcon } from '../elements/freshness-icon.ts';

/** A message past this length takes two lines. */
const LONG_MESSAGE = 44;

interface CutOff {
  readonly description: ElectionDescription;
  readonly snapshot: Snapshot;
  readonly ageMs: number;
  readonly sinceAnswerMs: number;
  readonly speech: Speech;
}

/** In the header's place: that the numbers are old or the server is silent, how long, and the last count. */
export function cutOffBanner(
  { description, snapshot, ageMs, sinceAnswerMs, speech }: CutOff,
  state: 'stale' | 'offline',
) {
  const { strings, format } = speech;
  const message =
    state === 'stale'
      ? isStopped(snapshot)
        ? strings.stoppedBanner(format.duration(ageMs))
        : strings.agedBanner(state, format.duration(ageMs))
      : strings.offlineBanner(format.duration(sinceAnswerMs));
  const asOf = snapshot.asOf;
  return html`<div class="banner ${state}" role="banner">
    <span class="told" role="alert">${state === 'stale' ? strings.staleTold : strings.offlineTold}</span>
    <svg viewBox="0 0 16 16" aria-hidden="true">${freshnessIcon(state)}</svg>
    <div class="message ${message.length > LONG_MESSAGE ? 'long' : ''}" data-state=${state}>${message}</div>
    <div class="details">
      <h1><bdi>${speech.name(description.names)}</bdi></h1>
      ${setApart(
        strings.pair,
        html`<span data-as-of
          >${strings.lastCount(strings.pair(format.day(asOf), format.time(asOf)), format.zoneName(asOf))}</span
        >`,
        html`<span data-age>${strings.age(format.age(ageMs))}</span>`,
      )}
    </div>
  </div>`;
}
