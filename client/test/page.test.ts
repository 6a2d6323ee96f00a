import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Format } from '../../shared/format.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES, texts } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';

let browser: Browser;
let server: FixtureServer;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  server = new FixtureServer(CLIENT);
  await server.start();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

const phone = { viewport: SIZES.phone };

describe('the public page', () => {
  it('says in one sentence what was found, in both languages, in the election zone', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/?lang=en`, phone);
    await page.waitForSelector('[data-headline]');
    const { turnoutPct } = server.latest.total;
    const en = new Format('en', 'Europe/Moscow').percent(turnoutPct);
    expect(await texts(page, '[data-headline]')).toEqual([
      `By 16:00 on 4 May, ${en} of registered voters had been issued a ballot`,
    ]);
    await page.click('nav a[lang="ru"]');
    await page.waitForSelector('html[lang="ru"]');
    await page.waitForSelector('[data-headline]');
    const ru = new Format('ru', 'Europe/Moscow').percent(turnoutPct).replaceAll('\u00a0', ' ');
    expect(await texts(page, '[data-headline]')).toEqual([
      `К 16:00 4 мая бюллетени получили ${ru} избирателей из списков`,
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('speaks the language of the system when none is asked for', async () => {
    const { page } = await openPage(browser, server.url, { ...phone, locale: 'ru-RU' });
    await page.waitForSelector('html[lang="ru"]');
    await page.context().close();
  });

  it('lists every district as it was sent, highest first, those without a register last', async () => {
    const { page } = await openPage(browser, `${server.url}/?lang=en`, phone);
    await page.waitForSelector('turnout-page .districts tbody tr');
    const shown = await page
      .locator('turnout-page .districts tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => [row.getAttribute('data-code'), row.querySelector('.pct')?.textContent]),
      );
    const { codes } = server.latest.areas;
    expect(shown.map(([code]) => code).sort()).toEqual([...codes].sort());
    expect(shown.at(-1)).toEqual(['XX-ABROAD', '—']);
    const values = shown.slice(0, -1).map(([, pct]) => Number(pct));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    await page.context().close();
  });

  it('sorts by a head that is pressed, and again the other way', async () => {
    const { page } = await openPage(browser, `${server.url}/?lang=en`, phone);
    const names = () => texts(page, 'turnout-page .districts tbody th');
    await page.click('turnout-page .districts thead button >> nth=0');
    const ascending = await names();
    expect(ascending[0]).toBe('Abroad');
    await page.click('turnout-page .districts thead button >> nth=0');
    expect((await names()).at(-1)).toBe('Abroad');
    expect(await page.getAttribute('turnout-page .districts thead th >> nth=0', 'aria-sort')).toBe('descending');
    await page.context().close();
  });

  it('links to the files of the number on screen, and to this moment for ever', async () => {
    const { page } = await openPage(browser, `${server.url}/?lang=en`, phone);
    await page.waitForSelector('.files a');
    const { number } = server.latest;
    const links = await page.locator('.files a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links).toEqual([
      `/api/v1/elections/land/snapshots/${number}.csv`,
      `/api/v1/elections/land/snapshots/${number}.json`,
      `/?lang=en&election=land&snapshot=${number}`,
    ]);
    server.step(3);
    await page.goto(`${server.url}${links[2]}`);
    await page.waitForSelector('[data-state="past"]');
    expect(await texts(page, '[data-banner]')).toEqual([`Past: 4 May, 16:00, snapshot ${number} Go live`]);
    expect(await texts(page, '[data-snapshot]')).toEqual([`Snapshot ${number}`]);
    await page.click('[data-go-live]');
    await page.waitForSelector('[data-state="live"]');
    expect(await texts(page, '[data-snapshot]')).toEqual([`Snapshot ${server.number}`]);
    await page.context().close();
  });

  it('opens no socket, and draws its curve without the code of a chart', async () => {
    const { page, complaints } = await openPage(browser, 'about:blank', phone);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('websocket', (socket) => asked.push(socket.url()));
    await page.goto(`${server.url}/?lang=en`);
    await page.waitForSelector('.plot .all path >> nth=1');
    expect(await page.getAttribute('.plot', 'aria-label')).toMatch(/Total \d+\.\d\d%, Online \d+/u);
    expect(await texts(page, '[data-by-occurrence]')).toEqual([
      'Up to 13:00, 4 May: by the time ballots were issued; from then: as counted.',
    ]);
    expect(asked.filter((url) => url.startsWith('ws') || url.includes('chart'))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finds a district by part of its name in any case, and keeps what is typed while numbers change', async () => {
    const { page } = await openPage(browser, `${server.url}/?lang=en`, phone);
    await page.waitForSelector('.districts tbody tr');
    await page.fill('[data-search]', 'upper AND');
    await expect.poll(() => page.locator('.districts tbody tr').count()).toBe(1);
    await page.waitForTimeout(1_200);
    expect(await page.inputValue('[data-search]')).toBe('upper AND');
    await page.fill('[data-search]', '');
    await expect.poll(() => page.locator('.districts tbody tr').count()).toBe(server.latest.areas.codes.length);
    await page.context().close();
  });

  it('compares nothing with the hour before once voting is over and nothing came since', async () => {
    // Closed at 20:00, snapshot 1861; it is 21:09, and the last full hour before 20:09 is that of the closing.
    const closed = new FixtureServer(CLIENT, {}, 1930);
    await closed.start();
    const { page } = await openPage(browser, `${closed.url}/?lang=en`, { viewport: SIZES.HD });
    await page.waitForSelector('.districts thead button');
    await page.waitForLoadState('networkidle');
    expect(
      await page.locator('[data-rise], .districts .rise, .legend .rise, .tile .tip:not([width="0"])').count(),
    ).toBe(0);
    await page.context().close();
    await closed.kill();
  });

  it('says that a moment or an election does not exist', async () => {
    const past = await openPage(browser, `${server.url}/?lang=en&snapshot=99999`, phone);
    await past.page.waitForSelector('text=No snapshot of that moment exists.');
    await past.page.context().close();
    const other = await openPage(browser, `${server.url}/?lang=en&election=other`, phone);
    await other.page.waitForSelector('text=called “other”');
    await other.page.context().close();
  });
});
