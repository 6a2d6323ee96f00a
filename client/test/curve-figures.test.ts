import { expect, it } from 'vitest';
import { turnoutPct } from '../../shared/turnout.ts';
import { CLIENT, SIZES } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';

const server = new FixtureServer(CLIENT);
const openPage = browsing({ begin: () => server.start(), end: () => server.kill() });

it("the wall's curve has its figures as a table for who hears it, equal to those of the snapshot and of what was published", async () => {
  const { page } = await openPage(`${server.url}/wall?lang=en`, { viewport: SIZES.HD });
  const rows = page.locator('turnout-curve table tbody tr');
  await rows.first().waitFor({ state: 'attached' });
  const { total, channels } = server.latest;
  const last = rows.last();
  expect(await last.locator('[data-line="all"]').textContent()).toBe(total.turnoutPct?.toFixed(2));
  expect(await last.locator('[data-line="online"]').textContent()).toBe(channels.online?.turnoutPct?.toFixed(2));
  // The commission published the whole country's count of noon on the second day.
  const [noon] = server.election.description.publishedCounts ?? [];
  const registered = total.registered;
  expect(await rows.first().locator('[data-line="all"]').textContent()).toBe(
    turnoutPct(noon?.value ?? 0, registered)?.toFixed(2),
  );
  expect(await rows.count()).toBe(2);
  expect(await page.locator('turnout-curve canvas').getAttribute('aria-label')).toContain(`Total ${total.turnoutPct}%`);
  await page.context().close();
});
