import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram, startProgram, temporaryFolder, until } from './program.ts';
import { bulletinList } from './published.ts';

describe('the log of a rehearsal', () => {
  it('is published by the program and proved by its verify command, hour by hour, from the address and from a saved folder', async () => {
    const data = await temporaryFolder();
    const args = ['serve', '--rehearse', 'ro-2020', '--from', '2020-12-06T10:30:00+02:00', '--speed', '3600'];
    const program = await startProgram({
      args: [...args, '--until', '2020-12-06T15:00:00+02:00'],
      env: { TURNOUT_DATA: data },
    });
    const address = `${program.url}/api/v1/elections/ro-2020`;
    const size = async () => Number((await (await fetch(`${address}/log/checkpoint`)).text()).split('\n')[1]);
    const listed = await until(
      async () => {
        const { bulletins } = await bulletinList(program, 'ro-2020');
        return (await size()) === bulletins.length + 1 && bulletins.at(-1)?.hour === '2020-12-06T15' && bulletins;
      },
      { what: 'a head that takes in the bulletin of 15:00', told: program.output },
    );
    const proved = await runProgram({ args: ['verify', address] });
    expect(proved, proved.output).toMatchObject({ code: 0 });
    // The polls opened at 07:00 abroad's earliest zone; each listed bulletin is a leaf, and the manifest one more.
    const named = /log localhost\/ro-2020\/[0-9a-f]{8}\/rehearsal: (\d+) bulletins/.exec(proved.output);
    expect(named?.[1]).toBe(String(listed.length + 1));
    expect(proved.output).toContain(' 5 counted, ');

    const folder = join(await temporaryFolder(), 'saved');
    const saved = await runProgram({ args: ['verify', address, '--save', folder] });
    expect(saved, saved.output).toMatchObject({ code: 0 });
    await program.stop();
    expect(await runProgram({ args: ['verify', folder] })).toMatchObject({ code: 0 });

    const file = join(folder, `bulletins/${listed.length}.csv`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'election,mode\n');
    const betrayed = await runProgram({ args: ['verify', folder] });
    expect(betrayed.code).toBe(1);
    expect(betrayed.output).toContain('2020-12-06T15: ');

    // Started again, the log goes on: its key was kept, and no head is taken back.
    const again = await startProgram({ args: ['serve'], env: { TURNOUT_DATA: data } });
    await until(async () => (await fetch(`${again.url}/api/v1/elections/ro-2020/log/checkpoint`)).ok, {
      what: 'the log',
    });
    const since = join(folder, 'log/checkpoints.txt');
    const held = await runProgram({ args: ['verify', `${again.url}/api/v1/elections/ro-2020`, '--since', since] });
    expect(held, held.output).toMatchObject({ code: 0 });
    await again.stop();
  });
});
