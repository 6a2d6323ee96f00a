import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from '../../server/test/chromium.ts';

/** Where the built pages stand. */
export const CLIENT = process.env.TURNOUT_TEST_CLIENT ?? new URL('../../dist/client', import.meta.url).pathname;

/** The three sizes at which everything is looked at. */
export const SIZES = {
  '4K': { width: 3840, height: 2160 },
  HD: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const;

/** Builds the pages when nobody has. */
export function buildOnce(): void {
  if (!existsSync(`${CLIENT}/wall.html`)) execFileSync('npx', ['vite', 'build', '--logLevel', 'error']);
}

/**
 * A headless Chromium that asks nobody outside for anything.
 *
 * @param more switches beside those
 */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** A page, and what it complained of: errors on its console, broken policies, failed loads. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
}

/**
 * Opens an address in a context of its own. The screen's own zone is never the election's. In the page `deepText()` gives
 * the text of a selector's first match, through shadow roots.
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ timezoneId: 'America/New_York', locale: 'en-US', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    const find = (root: ParentNode, selector: string): Element | null => {
      const here = root.querySelector(selector);
      if (here !== null) return here;
      for (const element of root.querySelectorAll('*')) {
        const inside = element.shadowRoot === null ? null : find(element.shadowRoot, selector);
        if (inside !== null) return inside;
      }
      return null;
    };
    const deepText = (selector: string) => (find(document, selector)?.textContent ?? '').replace(/\s+/gu, ' ').trim();
    Object.assign(window, { deepText });
  });
  await page.goto(url);
  return { page, complaints };
}

/** Text of every match, through shadow roots, in the page's order. */
export async function texts(page: Page, selector: string): Promise<string[]> {
  return (await page.locator(selector).allInnerTexts()).map((text) => text.replace(/\s+/gu, ' ').trim());
}
