import { existsSync } from 'node:fs';

/** Debian's two builds of Chromium. The first has no window at all and half the cost; it is what Playwright takes by itself, too. */
const BUILDS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** The browser that tests and pictures are made with: TURNOUT_TEST_CHROMIUM, or the distribution's; playwright-core brings none. */
export const CHROMIUM = process.env.TURNOUT_TEST_CHROMIUM ?? BUILDS.find(existsSync) ?? 'chromium';
