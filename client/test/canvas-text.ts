import type { Page } from 'playwright-core';
import type { Box } from './geometry.ts';

/** A piece of text drawn on a canvas since the page was opened; its box is that of its letters. */
export interface CanvasText extends Box {
  /** Font size, CSS px. */
  readonly size: number;
  /** Outside its canvas by more than a pixel. */
  readonly cut: boolean;
  /** Its canvas was wiped clean so many times before; what has the highest number stands there now. */
  readonly drawing: number;
}

/** Notes all that is written on canvases; before the page is opened. */
export async function noteCanvasText(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: (CanvasText & { readonly canvas: HTMLCanvasElement })[] = [];
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
    let drawing = 0;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      clearRect.apply(this, box);
      drawing += 1;
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
      fillText.call(this, text, x, y, ...rest);
      const { a, e, f } = this.getTransform();
      const { actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent } =
        this.measureText(text);
      const [left, right] = [a * (x - actualBoundingBoxLeft) + e, a * (x + actualBoundingBoxRight) + e];
      const [top, bottom] = [a * (y - actualBoundingBoxAscent) + f, a * (y + actualBoundingBoxDescent) + f];
      const { width, height } = this.canvas;
      noted.push({
        text,
        left,
        top,
        right,
        bottom,
        canvas: this.canvas,
        size: Number(/([\d.]+)px/u.exec(this.font)?.[1]),
        cut: left < -1 || top < -1 || right > width + 1 || bottom > height + 1,
        drawing,
      });
    };
    Object.assign(window, { canvasTexts: noted });
  });
}

/** What stands on a page's one canvas now; nothing where no canvas text was noted. */
export function standingTexts(page: Page): Promise<CanvasText[]> {
  return page.evaluate(() => {
    type Noted = CanvasText & { readonly canvas: HTMLCanvasElement };
    const { canvasTexts: noted = [] } = window as unknown as { canvasTexts?: Noted[] };
    const standing = noted.filter(({ canvas, drawing }) => canvas.isConnected && drawing === noted.at(-1)?.drawing);
    return standing.map(({ canvas, ...text }) => {
      const at = canvas.getBoundingClientRect();
      const scale = at.width / canvas.width;
      return {
        ...text,
        left: at.left + scale * text.left,
        top: at.top + scale * text.top,
        right: at.left + scale * text.right,
        bottom: at.top + scale * text.bottom,
      };
    });
  });
}

/** How often canvases were wiped clean to be drawn anew, so far. */
export function drawings(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { canvasTexts: CanvasText[] }).canvasTexts.at(-1)?.drawing ?? 0);
}
