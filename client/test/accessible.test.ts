import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const server = new FixtureServer(CLIENT);
let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  await server.start();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

it.each([
  ['/', 'light', 'phone'],
  ['/', 'dark', 'HD'],
  ['/desk', 'light', 'HD'],
  ['/desk', 'dark', 'phone'],
  ['/wall', 'dark', 'HD'],
  ['/wall', 'light', 'HD'],
] as const)('axe finds nothing against %s in %s at %s', async (path, theme, size) => {
  const { page } = await openPage(browser, `${server.url}${path}?lang=en&theme=${theme}`, { viewport: SIZES[size] });
  await page.waitForSelector(
    path === '/desk' ? 'bulletin-grid tbody tr:last-child td:last-child .value' : '[data-rise]',
  );
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    const result = await axe.run();
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
    );
  });
  expect(violations).toEqual([]);
  await page.context().close();
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}
