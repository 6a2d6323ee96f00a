import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../config.ts';
import { runProgram, startProgram, until } from './program.ts';
import { latestSnapshot, snapshotAt } from './published.ts';
import { emptyDatabaseUrl } from './test-database.ts';

function publishedCounts(election: string): { area: string; at: string; value: number }[] {
  const [header, ...lines] = readFileSync(join(packageRoot(), 'elections', election, 'counts.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header!.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    const field = (name: string) => fields[columns.indexOf(name)]!;
    return { area: field('area'), at: field('at'), value: Number(field('value')) };
  });
}

describe('the vote of Romania, 2020', { timeout: 240_000 }, () => {
  it('run from its opening equals what was published, for every county at every hour', async () => {
    const url = await emptyDatabaseUrl();
    const program = await startProgram({
      args: ['serve', '--rehearse', 'ro-2020', '--from', '2020-12-06T07:00:00+02:00', '--speed', '3600'],
      env: { DATABASE_URL: url },
    });
    await until(async () => (await latestSnapshot(program, 'ro-2020')).status === 'final', {
      what: 'the end',
      withinMs: 180_000,
      told: () => program.output(),
    });
    const published = publishedCounts('ro-2020');
    const hours = [...new Set(published.map((row) => row.at))];
    // 07:00 to 20:00 is 14 hours, of 42 counties and the diaspora: 14 × 43 = 602
    expect(hours).toHaveLength(14);
    expect(published).toHaveLength(602);
    for (const hour of hours) {
      const { areas, total } = await snapshotAt(program, 'ro-2020', hour);
      const shown = Object.fromEntries(areas.codes.map((code, index) => [code, areas.issued[index]]));
      const expected = Object.fromEntries(
        published.filter((row) => row.at === hour).map((row) => [row.area, row.value]),
      );
      expect(shown, hour).toEqual(expected);
      expect(total.issued).toBe(Object.values(expected).reduce((sum, value) => sum + value, 0));
    }
    const diaspora = await snapshotAt(program, 'ro-2020', '2020-12-06T20:00:00+02:00');
    expect(diaspora.areas.registered[diaspora.areas.codes.indexOf('SR')]).toBe(0);
    const recounted = await runProgram({ args: ['recount', '--election', 'ro-2020'], env: { DATABASE_URL: url } });
    expect(recounted, recounted.output).toMatchObject({ code: 0 });
  });
});
