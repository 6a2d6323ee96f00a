import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { oneFile } from './client/verify/one-file.ts';

const home = import.meta.dirname;
const { version } = JSON.parse(readFileSync(`${home}/package.json`, 'utf8')) as { version: string };

/** Where `npx vite` sends what only the server can answer. */
const server = 'http://localhost:8080';

export default defineConfig({
  root: `${home}/client`,
  // `client/public/` is a page, not a folder of files to copy.
  publicDir: false,
  plugins: [oneFile('verify.html', `${home}/client`)],
  define: { __BUILD__: JSON.stringify(version) },
  build: {
    outDir: `${home}/dist/client`,
    emptyOutDir: true,
    assetsDir: 'assets',
    // Nothing is inlined: the pages' content security policy allows neither data: fonts nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ['index', 'wall', 'desk'].map((page) => `${home}/client/${page}.html`) },
  },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
  test: {
    root: home,
    include: ['{server,shared,elections,client}/**/*.test.ts'],
    environment: 'node',
    // Ended in reverse: the cluster's folder lies in the run's.
    globalSetup: ['server/test/run-folder.ts', 'server/test/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // A busy machine may take seconds over what a person would call at once.
    expect: { poll: { timeout: 20_000, interval: 50 } },
    reporters: ['default', './server/test/closing-line.ts'],
  },
});
