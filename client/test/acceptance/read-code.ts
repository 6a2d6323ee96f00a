import type { Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';

/** Ample: by itself the reader gives up after one picture of a film. */
const READING_MS = 10_000;

/** What the code on a screen says to a camera: found and read in a picture of the whole screen, by a reader that knows nothing of us. */
export async function readCode(page: Page): Promise<string> {
  const picture = await page.screenshot();
  const { width, height, base64 } = await page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      // By parts: a call takes only so many arguments.
      let text = '';
      for (let i = 0; i < pixels.length; i += 8_192) text += String.fromCharCode(...pixels.subarray(i, i + 8_192));
      return { width, height, base64: btoa(text) };
    },
    [...picture],
  );
  const data = new Uint8Array(Buffer.from(base64, 'base64'));
  return decodeQR({ width, height, data }, { timeLimit: READING_MS });
}
