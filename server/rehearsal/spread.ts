import { type Span, weightOf } from './daily-shape.ts';
import type { Draw } from './random.ts';

/**
 * `count` instants in the spans, as dense as they are, ascending and each of its own millisecond as long as there are enough
 * of them: one draw from each of `count` equal portions of the weight.
 *
 * @param into takes the instants, ms since the epoch, from `at` on
 */
export function spread(count: number, spans: readonly Span[], draw: Draw, into: Float64Array, at: number): void {
  const weights = spans.map((span) => weightOf([span]));
  const total = weightOf(spans);
  // Instants are first told as their place in the spans laid end to end: there each can be moved without leaving them.
  const places = into.subarray(at, at + count);
  const offsets = placesBefore(spans);
  const room = offsets.at(-1)!;
  let span = 0;
  let weightBefore = 0;
  for (let event = 0; event < count; event++) {
    const target = ((event + draw()) / count) * total;
    while (span < spans.length - 1 && weightBefore + weights[span]! <= target) {
      weightBefore += weights[span]!;
      span += 1;
    }
    const inSpan = Math.floor((target - weightBefore) / spans[span]!.density);
    places[event] = Math.min(offsets[span]! + Math.max(0, inSpan), offsets[span + 1]! - 1);
  }
  if (count <= room) keepApart(places, room);
  placesToInstants(places, spans, offsets);
}

/** How many milliseconds lie before each span, and after the last. */
function placesBefore(spans: readonly Span[]): number[] {
  const offsets = [0];
  for (const { fromMs, toMs } of spans) offsets.push(offsets.at(-1)! + (toMs - fromMs + 1));
  return offsets;
}

/** Moves what shares a millisecond to the next free one, or back from the end where there is none. */
function keepApart(places: Float64Array, room: number): void {
  for (let event = 1; event < places.length; event++) {
    if (places[event]! <= places[event - 1]!) places[event] = places[event - 1]! + 1;
  }
  let last = room - 1;
  for (let event = places.length - 1; event >= 0 && places[event]! > last; event--, last--) places[event] = last;
}

function placesToInstants(places: Float64Array, spans: readonly Span[], offsets: readonly number[]): void {
  let span = 0;
  for (let event = 0; event < places.length; event++) {
    while (places[event]! >= offsets[span + 1]!) span += 1;
    places[event] = spans[span]!.fromMs + (places[event]! - offsets[span]!);
  }
}
