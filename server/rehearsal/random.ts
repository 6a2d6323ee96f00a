/** Draws a number from 0 up to, never reaching, 1. */
export type Draw = () => number;

/**
 * The same row of draws for the same seed and name, on every machine: mulberry32 (Tommy Ettinger, public domain), its state
 * begun from the seed and an FNV-1a hash of the name. Good for spreading ballots over minutes, for nothing secret.
 */
export function seededDraw(seed: number, name: string): Draw {
  let state = (seed ^ Math.floor(seed / 2 ** 32) ^ 0x811c9dc5) >>> 0;
  for (const character of name) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A factor around 1 that is as often below as above; about two thirds of them between `1 - spread` and `1 + spread`. */
export function factorAroundOne(draw: Draw, spread: number): number {
  // The sum of three even draws is close enough to a bell, and never further out than three spreads.
  return Math.exp(spread * 2 * (draw() + draw() + draw() - 1.5));
}
