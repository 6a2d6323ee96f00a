import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['{server,shared,elections,client}/**/*.test.ts'],
    environment: 'node',
    globalSetup: 'server/test/cluster.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
