import { describe, expect, it } from 'vitest';
import { isRunning, memoryMb, postgresOf } from './processes.ts';
import { getJson, runProgram, startProgram, temporaryFolder, until } from './program.ts';
import { latestSnapshot, publishedNumbers, snapshotAt, upTo } from './published.ts';

const POSTED = '2020-06-29T14:00:00+03:00';

describe('a first start with nothing typed', () => {
  it('counts past the figure posted at 14:00 on 29 June 2020, survives kill -9 of itself and of its database, and ends at once', async () => {
    const data = await temporaryFolder();
    const env = { TURNOUT_DATA: data };
    const first = await startProgram({ args: [], env });
    const posted = await until(async () => await snapshotAt(first, 'ru-2020', POSTED).catch(() => null), {
      what: 'the snapshot of 14:00',
      withinMs: 180_000,
      told: () => first.output(),
    });
    await until(async () => Date.parse((await latestSnapshot(first, 'ru-2020')).asOf) >= Date.parse(POSTED), {
      what: '14:00 to be counted',
      withinMs: 120_000,
      told: () => first.output(),
    });
    const at14 = posted.asOf === POSTED ? posted : await snapshotAt(first, 'ru-2020', POSTED);
    expect(at14.asOf).toBe(POSTED);
    expect(at14.channels.online).toEqual({ registered: 1_190_726, issued: 1_002_874, turnoutPct: 84.22 });
    const online = at14.areas.byChannel.online!;
    const issuedOf = (code: string) => online.issued[at14.areas.codes.indexOf(code)];
    expect([issuedOf('RU-MOW'), issuedOf('RU-NIZ')]).toEqual([886_495, 116_379]);

    const postgres = postgresOf(first.output())!;
    expect(memoryMb([first.pid, ...postgres.all])).toBeLessThan(700);

    // The server is killed: its database goes on, and the next start adopts it.
    await first.kill();
    expect(isRunning(postgres.postmaster)).toBe(true);
    const { number } = at14;
    const second = await startProgram({ args: [], env });
    expect(postgresOf(second.output())?.postmaster ?? postgres.postmaster).toBe(postgres.postmaster);
    await until(async () => (await latestSnapshot(second, 'ru-2020')).number >= number + 3, {
      what: 'three more minutes after the kill',
      told: () => second.output(),
    });

    // The database is killed under it: it comes back by itself, and nothing is lost.
    process.kill(postgres.postmaster, 'SIGKILL');
    const { number: atKill } = await latestSnapshot(second, 'ru-2020');
    await until(async () => (await latestSnapshot(second, 'ru-2020')).number >= atKill + 3, {
      what: 'three more minutes after the database was killed',
      told: () => second.output(),
    });
    const revived = postgresOf(second.output() + first.output())!;
    expect(revived.postmaster).not.toBe(postgres.postmaster);

    const numbers = (await publishedNumbers(second, 'ru-2020')).map((row) => row.number);
    expect(numbers).toEqual(upTo(numbers.length));
    expect(await getJson(second, '/healthz')).toMatchObject({ status: 'alive' });

    // Beside the running server, from the rows alone.
    const recounted = await runProgram({ args: ['recount', '--election', 'ru-2020'], env });
    expect(recounted, recounted.output).toMatchObject({ code: 0 });

    expect(await second.stop()).toBe(0);
    expect(isRunning(revived.postmaster)).toBe(false);
  }, 600_000);
});
