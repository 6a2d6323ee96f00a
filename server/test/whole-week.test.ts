import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ElectionDescription } from '../../shared/election.ts';
import { fullCounts } from './counts.ts';
import { getJson, runProgram, startProgram, temporaryFolder, until } from './program.ts';
import { bulletinList, latestSnapshot, publishedNumbers, snapshotAt, unpackedLog, upTo } from './published.ts';
import { emptyDatabaseUrl } from './test-database.ts';

/** The whole week with the full counts, its last day and the evening before otherwise. */
const FROM = fullCounts ? '2020-06-24T23:00:00+03:00' : '2020-06-30T19:00:00+03:00';
/** Kamchatka opens first, Kaliningrad closes last. */
const CLOSING = '2020-07-01T21:00:00+03:00';
const HOUR_MS = 3_600_000;
const PATH = '/api/v1/elections/ru-2020';

describe('a rehearsal of the week of Russia, 2020, at speed 3,600', () => {
  it('meets every anchor, freezes every hour exactly once, proves it by verify, and tells how many minutes were merged', async () => {
    const url = await emptyDatabaseUrl();
    const data = await temporaryFolder();
    const program = await startProgram({
      args: ['serve', '--rehearse', 'ru-2020', '--from', FROM, '--speed', '3600'],
      env: { DATABASE_URL: url, TURNOUT_DATA: data },
    });
    const final = await until(
      async () => {
        const snapshot = await latestSnapshot(program, 'ru-2020');
        return snapshot.status === 'final' ? snapshot : null;
      },
      { what: 'the end of the week', withinMs: 1_200_000, told: () => program.output() },
    );
    expect(final.total).toEqual({ registered: 109_190_337, issued: 74_215_555, turnoutPct: 67.97 });
    expect(final.channels.online).toEqual({ registered: 1_190_726, issued: 1_107_648, turnoutPct: 93.02 });

    const { publishedCounts } = await getJson<ElectionDescription>(program, PATH);
    const anchors = publishedCounts.filter(
      (c) =>
        c.channel === 'online' && c.measure === 'issued' && c.atFrom === c.at && Date.parse(c.at) >= Date.parse(FROM),
    );
    // evote_anchors.csv has eight points from 25 June 10:00 to 30 June 20:00, one of them on the last evening.
    expect(anchors.length).toBe(fullCounts ? 8 : 1);
    for (const anchor of anchors) {
      const { channels, asOf } = await snapshotAt(program, 'ru-2020', anchor.at);
      expect(asOf).toBe(anchor.at);
      const { issued } = channels.online!;
      if (anchor.status === 'minimum') expect(issued).toBeGreaterThanOrEqual(anchor.value);
      else expect(issued, anchor.at).toBe(anchor.value);
    }

    const bulletins = await until(
      async () => {
        const list = (await bulletinList(program, 'ru-2020')).bulletins;
        return list.some((b) => b.kind === 'final') ? list : null;
      },
      { what: 'the final bulletin' },
    );
    const struck = bulletins
      .filter((b) => !['zero', 'final', 'notice'].includes(b.kind))
      .map((b) => Date.parse(b.asOf));
    const first = Date.parse(FROM);
    // The whole week: 24 June 23:00 to 1 July 21:00 is 6 days and 22 hours, 166 hours and so 167 of them with both ends.
    const hours = (Date.parse(CLOSING) - first) / HOUR_MS + 1;
    expect(hours).toBe(fullCounts ? 167 : 27);
    expect(struck).toEqual(upTo(hours).map((n) => first + (n - 1) * HOUR_MS));

    // Every bulletin is a leaf, and so is the manifest.
    const leaves = String(bulletins.length + 1);

    const numbers = (await publishedNumbers(program, 'ru-2020')).map((row) => row.number);
    expect(numbers).toEqual(upTo(numbers.length));
    await until(async () => program.output().includes('has ended'), { what: 'the ending to be told' });
    const told = /(\d+) snapshots; (\d+) minutes were merged/.exec(program.output())!;
    // Every minute between the first and the last snapshot is one of its own or was merged into a later one.
    const minutes = (Date.parse(CLOSING) - first) / 60_000;
    expect(Number(told[1]) - 1 + Number(told[2])).toBe(minutes);

    // Of the hours from the week's first opening to its last closing, those before the first snapshot are notices.
    const promised = 167;
    await until(
      async () => (await (await fetch(`${program.url}${PATH}/log/checkpoint`)).text()).split('\n')[1] === leaves,
      { what: 'a head of the log that takes in the final bulletin', told: program.output },
    );
    const verdicts = [
      await runProgram({ args: ['verify', `${program.url}${PATH}`] }),
      await runProgram({ args: ['verify', await unpackedLog(`${program.url}${PATH}`)] }),
    ];
    for (const verdict of verdicts) {
      expect(verdict, verdict.output).toMatchObject({ code: 0 });
      expect(verdict.output).toMatch(new RegExp(`^ru-2020, log \\S+/rehearsal: ${leaves} bulletins, `, 'm'));
      expect(verdict.output).toContain(`  ${leaves} leaves make up the signed root\n`);
      expect(verdict.output).toContain(
        `  ${promised} promised hours so far: ${hours} counted, ${promised - hours} explained by a notice\n`,
      );
    }

    // A damaged file is made again from the database, with the bytes that were published.
    const early = `${program.url}${PATH}/bulletins/5.json`;
    const bytes = await (await fetch(early)).text();
    for (const file of await readdir(data, { recursive: true })) {
      if (/bulletins.000.000005\.json\.br$/u.test(file)) await writeFile(join(data, file), 'damaged');
    }
    for (const { number } of bulletins.slice(50, 100)) await fetch(`${program.url}${PATH}/bulletins/${number}.json`);
    expect((await fetch(early)).status).toBe(503);
    const again = await until(async () => ((await fetch(early)).ok ? fetch(early) : null), {
      what: 'a file made again',
    });
    expect(await again.text()).toBe(bytes);

    const recounted = await runProgram({ args: ['recount', '--election', 'ru-2020'], env: { DATABASE_URL: url } });
    expect(recounted, recounted.output).toMatchObject({ code: 0 });
  }, 1_500_000);
});
