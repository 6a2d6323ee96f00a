import { words } from '../../client/words.ts';
import type { Curve } from '../../shared/curve.ts';
import { speechOf } from '../../shared/speech.ts';
import '../../client/elements/turnout-curve.ts';
import { type Took, twoFrames } from '../two-frames.ts';
import { dayCurves } from './day-curves.ts';
import { alignedOf, makeUplot } from './uplot-curve.ts';

/** What draws: the product's element, uPlot, or a square that changes its colour, which shows what two frames cost. */
export type Drawer = 'turnout-curve' | 'uPlot' | 'square';

/** The page as the measure drives it. */
export interface CurveBench {
  /** Keeps the curves that updates go round, made ready for both; a number asks for so many `dayCurves`. */
  prepare(curves: readonly Curve[] | number): void;
  /** Puts the drawing on the page with its first curve. */
  make(drawer: Drawer): Promise<Took>;
  /** Draws the next curve. */
  update(drawer: Drawer): Promise<Took>;
}

declare global {
  interface Window {
    bench: CurveBench;
  }
}

const speech = speechOf(words(), 'Europe/Moscow');
const names = { all: 'Total', online: 'Online', station: 'Polling stations' };
let curves: readonly Curve[] = [];
let aligned: readonly ReturnType<typeof alignedOf>[] = [];
const drawn = new Map<Drawer, { next: number; readonly draw: (n: number) => unknown }>();

window.bench = {
  prepare(given) {
    curves = typeof given === 'number' ? dayCurves(given) : given;
    aligned = curves.map(alignedOf);
  },
  make: (drawer) =>
    twoFrames(() => {
      drawn.set(drawer, { next: 1, draw: makers[drawer]() });
      return drawn.get(drawer)?.draw(0);
    }),
  update: (drawer) =>
    twoFrames(() => {
      const drawing = drawn.get(drawer);
      if (drawing === undefined) throw new Error(`${drawer} was not made`);
      drawing.next = (drawing.next + 1) % curves.length;
      return drawing.draw(drawing.next);
    }),
};

const makers: Record<Drawer, () => (n: number) => unknown> = {
  'turnout-curve': () => {
    const element = document.createElement('turnout-curve');
    Object.assign(element, { speech, names, brief: true });
    document.body.append(element);
    return (n) => {
      element.curve = at(curves, n);
      return element.updateComplete;
    };
  },
  uPlot: () => {
    const place = document.createElement('div');
    place.className = 'uplot-place';
    document.body.append(place);
    const plot = makeUplot(place, at(curves, 0), at(aligned, 0));
    // It draws in a microtask of its own: one behind it waits for that.
    return (n) => {
      plot.setData(at(aligned, n));
      return Promise.resolve();
    };
  },
  square: () => {
    const square = document.createElement('div');
    square.className = 'square';
    document.body.append(square);
    return (n) => square.classList.toggle('odd', n % 2 === 1);
  },
};

function at<T>(all: readonly T[], n: number): T {
  const found = all[n];
  if (found === undefined) throw new Error(`nothing was prepared at ${n}`);
  return found;
}
