import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { buildOnce, launchChromium, openPage, type WatchedPage } from './browser.ts';

/** What the tests of one file look at: begun before the first of them, ended after the last. */
export interface Shown {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** `openPage` in a browser of this file's own, which is there while what it shows is. */
export function browsing(shown: Shown): (url: string, options?: BrowserContextOptions) => Promise<WatchedPage> {
  let browser: Browser;
  beforeAll(async () => {
    buildOnce();
    browser = await launchChromium();
    await shown.begin();
  });
  afterAll(async () => {
    await browser.close();
    await shown.end();
  });
  return (url, options) => openPage(browser, url, options);
}
