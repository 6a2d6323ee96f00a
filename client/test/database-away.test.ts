import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getJson, runProgram, startProgram, until } from '../../server/test/program.ts';
import { latestSnapshot, publishedNumbers, upTo } from '../../server/test/published.ts';
import { asAdministrator, emptyDatabaseUrl } from '../../server/test/test-database.ts';
import { launchChromium, openPage, SIZES } from './browser.ts';

const args = ['serve', '--rehearse', 'ro-2020', '--from', '2020-12-06T12:58:00+02:00', '--speed', '600'];
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('when the database under a running program goes away', { timeout: 180_000 }, () => {
  it('every screen says how old its numbers are, and comes back by itself when the database does, with nothing lost', async () => {
    const url = await emptyDatabaseUrl();
    const name = new URL(url).pathname.slice(1);
    const program = await startProgram({ args, env: { DATABASE_URL: url } });
    await until(() => getJson(program, '/api/v1/elections/ro-2020/now.json'), { what: 'the first count' });
    const screens = await Promise.all(
      ['/wall', '/', '/desk'].map((path) => openPage(browser, `${program.url}${path}?lang=en`, { viewport: SIZES.HD })),
    );
    // At 600 a snapshot is due each 100 ms: late from 5.15 s, stale from 10.3 s.
    const everyScreen = (state: string) =>
      Promise.all(screens.map(({ page }) => page.waitForSelector(`[data-state="${state}"]`, { timeout: 60_000 })));
    await everyScreen('live');

    await asAdministrator(async (client) => {
      await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    });
    await everyScreen('stale');
    const ready = await fetch(`${program.url}/readyz`);
    expect(ready.status).toBe(503);
    // The last numbers stay readable.
    const { total } = await latestSnapshot(program, 'ro-2020');
    for (const { page } of screens.slice(0, 2)) {
      const shown = await page.evaluate(() => deepText('[data-figure="issued"]').replace(/\D/gu, ''));
      expect(Number(shown)).toBe(total.issued);
    }

    await asAdministrator((client) => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`));
    await everyScreen('live');
    const numbers = (await publishedNumbers(program, 'ro-2020')).map((row) => row.number);
    expect(numbers).toEqual(upTo(numbers.length));
    const recounted = await runProgram({ args: ['recount', '--election', 'ro-2020'], env: { DATABASE_URL: url } });
    expect(recounted, recounted.output).toMatchObject({ code: 0 });
    expect(await program.stop()).toBe(0);
  });
});

/** Text of a selector's first match, through shadow roots: `openPage` puts it into every page. */
declare function deepText(selector: string): string;
