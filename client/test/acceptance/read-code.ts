import type { Page } from 'playwright-core';
import { encode } from 'uqr';
import { expect } from 'vitest';

/** The code on screen says `link`: the middle of each of its modules, read from a picture of it, is as dark or light as it must be. */
export async function expectCodeOf(page: Page, link: string): Promise<void> {
  expect(await page.getAttribute('[data-qr]', 'data-qr')).toBe(link);
  const { data, size } = encode(link, { ecc: 'M', border: 2 });
  const picture = await page.locator('[data-qr]').screenshot();
  const read = await page.evaluate(
    async ({ bytes, side }) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      return Array.from({ length: side }, (_, y) =>
        Array.from({ length: side }, (_, x) => {
          const [px, py] = [x, y].map((at) => Math.floor(((at + 0.5) * image.width) / side)) as [number, number];
          return (pixels[4 * (py * image.width + px)] ?? 255) < 128;
        }),
      );
    },
    { bytes: [...picture], side: size },
  );
  expect(read).toEqual(data);
}
