import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../client/test/browser.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Frames come as fast as they are painted: waiting for the screen's next one would hide what is measured. */
const UNBOUND = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

/** A page bundled as the product's are, in a browser that paints in software. */
export interface BenchPage {
  /** A new tab with the page in it, once the page has set `window.bench`. */
  open(viewport: { readonly width: number; readonly height: number }): Promise<{ page: Page; devtools: CDPSession }>;
  close(): Promise<void>;
}

/**
 * Bundles the page of a measure with the elements it draws and serves it.
 *
 * @param folder of the measure below `bench/`, with an `index.html`
 */
export async function openBenchPage(folder: string): Promise<BenchPage> {
  const root = join(process.cwd(), 'bench', folder);
  const out = await mkdtemp(join(tmpdir(), 'turnout-bench-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: { __BUILD__: '"bench"' },
    build: { outDir: out, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    readFile(join(out, path === '/' ? 'index.html' : path)).then(
      (body) =>
        response.writeHead(200, { 'Content-Type': TYPES[extname(path || '.html')] ?? TYPES['.html'] }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const browser: Browser = await launchChromium(UNBOUND);
  return {
    async open(viewport) {
      const context = await browser.newContext({ viewport, locale: 'en-US' });
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(error));
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction(() => 'bench' in window || 'districtsBench' in window);
      await page.evaluate(() => document.fonts.ready);
      return { page, devtools: await context.newCDPSession(page) };
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}

/** Bytes of the page's JavaScript heap once all that can go has gone. */
export async function heapAfterGc(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.enable');
  // What only finalisers held on to goes the second time.
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}
