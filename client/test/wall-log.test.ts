import { expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import type { LogSummary, WitnessStanding } from '../../shared/bulletin-log/summary.ts';
import { WHOLE, walkSizes } from './acceptance/whole-wall.ts';
import { CLIENT, SIZES, texts } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';

// A late count late in the vote: its numbers are long, it is merged from 11 minutes, and rows of the past came with it.
const server = new FixtureServer(CLIENT, {}, 1741);
const openPage = browsing({
  begin: async () => {
    await server.start();
    Object.assign(server.latest, { covers: 11, late: 12_345 });
  },
  end: () => server.kill(),
});

/** 1157 bulletins, the last of them number 1156; one witness, who stands so to it. */
function logWitnessed(standing: WitnessStanding): LogSummary {
  const size = standing === 'signing' ? 1157 : 90;
  return {
    schema: 'turnout-log-witnesses/1',
    origin: 'land.example/log',
    size: 1157,
    root: Buffer.from('0123456789abcdef'.repeat(4), 'hex').toString('base64'),
    quorum: 1,
    witnesses: [
      { name: 'w', key: 'w+00000000+AA==', size, at: '2024-05-04T13:00:00Z', standing, since: '2024-05-04T12:00:00Z' },
    ],
  };
}

const HEADS: Readonly<Record<string, string>> = {
  en: 'log up to 1,156: 0123 4567',
  ru: 'журнал до № 1 156: 0123 4567',
  ar: 'السجل حتى 1,156: 0123 4567',
};
/** Each language, scene and standing in one wall; with the full counts all that go together. */
const walls = Object.keys(HEADS)
  .flatMap((lang) => (['headline', 'map'] as const).map((scene) => ({ lang, scene })))
  .flatMap((look) => (['signing', 'contradicting'] as const).map((standing) => ({ ...look, standing })))
  .filter((_, i) => fullCounts || i % 5 === 0);

it.each(walls)(
  'in $lang the $scene scene bears the head of the log, readable at every size, with a witness $standing',
  async ({ lang, scene, standing }) => {
    server.sign(logWitnessed(standing));
    const { page } = await openPage(`${server.url}/wall?lang=${lang}&scene=${scene}`, { viewport: SIZES.HD });
    await page.waitForSelector(WHOLE[scene]);
    await page.waitForSelector('footer [data-log]');
    await page.evaluate(() => document.fonts.ready);
    expect(await texts(page, 'footer [data-log]')).toEqual([HEADS[lang]]);
    expect(await page.locator('footer .alarm').count()).toBe(standing === 'contradicting' ? 1 : 0);
    expect(await walkSizes(page)).toEqual([]);
    await page.context().close();
  },
);

it('the next head takes the place of the one before it, and a moment that was chosen has none', async () => {
  server.sign(logWitnessed('signing'));
  const { page } = await openPage(`${server.url}/wall?lang=en`, { viewport: SIZES.HD });
  await page.waitForSelector('[data-log="1157"]');
  server.sign({ ...logWitnessed('signing'), size: 1158, root: Buffer.alloc(32, 0xab).toString('base64') });
  await page.waitForSelector('[data-log="1158"]');
  expect(await texts(page, 'footer [data-log]')).toEqual(['log up to 1,157: abab abab']);
  await page.goto(`${server.url}/wall?lang=en&snapshot=151`);
  await page.waitForSelector('[data-state="past"]');
  expect(await page.locator('[data-log]').count()).toBe(0);
  await page.context().close();
});
