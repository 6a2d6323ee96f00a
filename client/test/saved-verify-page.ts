import { pathToFileURL } from 'node:url';
import { zipSync } from 'fflate';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage, SIZES, type WatchedPage } from './browser.ts';

/** The page that verifies, saved as `file` and opened from disk by a browser that reaches nothing else. */
export async function openSaved(
  browser: Browser,
  file: string,
  query: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const opened = await openPage(browser, 'about:blank', { viewport: SIZES.HD, ...options });
  await opened.page.context().setOffline(true);
  await opened.page.route(/^(?!file:|data:)/u, (route) => route.abort());
  await opened.page.goto(`${pathToFileURL(file).href}?${query}`);
  await opened.page.waitForSelector('[data-drop]');
  return opened;
}

/** A log as it is downloaded: its files below one folder. */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries([...files].map(([path, bytes]) => [`mine-log/${path}`, bytes]))));
}

/** Gives such a log to the page. */
export function chooseZip(page: Page, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  return page.setInputFiles('[data-choose="zip"]', {
    name: 'log.zip',
    mimeType: 'application/zip',
    buffer: zipOf(files),
  });
}

/** The page's verdict, once there is one: `whole`, `wrong` or `nothing`. */
export async function verdictOf(page: Page): Promise<string | null> {
  await page.waitForSelector('[data-verdict]');
  return page.getAttribute('[data-verdict]', 'data-verdict');
}
