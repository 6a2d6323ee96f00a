/** What one update took, ms. */
export interface Took {
  /** Until the code that was called had done its work. */
  readonly scriptMs: number;
  /** Until the second frame after it: what was drawn has been painted. */
  readonly paintMs: number;
}

/** Runs an update and waits until it is on the screen: two animation frames, as the first only begins to paint it. */
export async function twoFrames(update: () => unknown): Promise<Took> {
  const startMs = performance.now();
  await update();
  const scriptMs = performance.now() - startMs;
  await frame();
  await frame();
  return { scriptMs, paintMs: performance.now() - startMs };
}

function frame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
