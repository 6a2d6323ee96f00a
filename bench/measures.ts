import type { Measure } from './measure.ts';

/** Every measure by its name; read only when it is run, so that none needs what another is made of. */
export const measures: Readonly<Record<string, () => Promise<Measure>>> = {
  curve: async () => (await import('./curve/measure.ts')).curve,
  'first-paint': async () => (await import('./first-paint/measure.ts')).firstPaint,
  districts: async () => (await import('./districts/measure.ts')).districts,
};
