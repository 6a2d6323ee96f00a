import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyText, LOG_KEY, WITNESS_KEY } from '../../../shared/bulletin-log/note.ts';
import { runCommandLine } from '../../command-line.ts';
import { LOG, signer, smallLog, WITNESS } from '../../test/small-log.ts';
import { testLog } from '../../test/test-database.ts';

let folder: string;
let server: Server;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-verify-'));
  await save('whole', smallLog(30).files);
  server = createServer((request, response) => {
    if (request.url === '/api/v1/elections') {
      response.end(JSON.stringify({ elections: [{ id: 'mine' }, { id: 'theirs' }] }));
      return;
    }
    const bytes = smallLog(30).files.get(request.url!.replace('/elections/mine/', ''));
    response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/elections/mine`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function save(name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, name, path)), { recursive: true });
    await writeFile(join(folder, name, path), bytes);
  }
  return join(folder, name);
}

async function verify(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(['verify', ...args], {
    env: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stopped: new AbortController().signal,
    makeLog: () => testLog,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('turnout verify', () => {
  it('says of a saved folder what was proved, and what cannot be', async () => {
    const { code, out } = await verify(join(folder, 'whole'));
    expect(code).toBe(0);
    expect(out).toContain('mine, log turnout.example/mine/rehearsal: 30 bulletins');
    expect(out).toContain('This is a rehearsal');
    expect(out).toContain('28 promised hours so far: 27 counted, 1 explained');
    expect(out).toContain('What this cannot show');
    expect(out).toContain('whoever has the key can write a whole new one');
  });

  it('says the same of the published files', async () => {
    expect(await verify(address)).toEqual(await verify(join(folder, 'whole')));
  });

  it('names the elections of a server where none was named', async () => {
    const { code, err } = await verify(new URL(address).origin);
    expect(code).toBe(1);
    expect(err).toContain('is this the folder of one election?');
    const all = `${new URL(address).origin}/api/v1/elections`;
    expect(err).toContain(`An election there: ${all}/mine\nAn election there: ${all}/theirs`);
  });

  it('names the hour whose file was changed by hand', async () => {
    const { files } = smallLog(30);
    // Bulletin 13 is of 20:00: 08:00 is bulletin 1.
    files.set(
      'bulletins/13.csv',
      Buffer.from(Buffer.from(files.get('bulletins/13.csv')!).toString().replace(',39,', ',40,')),
    );
    const { code, out } = await verify(await save('changed', files));
    expect(code).toBe(1);
    expect(out).toContain('2024-05-03T20: bulletins/13.csv is not the file that was logged');
  });

  it('holds a log to a head kept from earlier, and to a key from elsewhere', async () => {
    const earlier = join(folder, 'earlier');
    await writeFile(earlier, smallLog(20).files.get('log/checkpoint')!);
    // The manifest of the shorter log promises other hours, so its first leaf is another: this log was rewritten.
    const { code, out } = await verify(join(folder, 'whole'), '--since', earlier);
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('rewritten') });
    const all = join(folder, 'whole/log/checkpoints.txt');
    expect(await verify(join(folder, 'whole'), '--since', all, '--key', keyText(LOG.key))).toMatchObject({ code: 0 });
    const stranger = keyText(signer('turnout.example/mine/rehearsal', LOG_KEY, 9).key);
    expect(await verify(join(folder, 'whole'), '--key', stranger)).toMatchObject({ code: 1 });
  });

  it('holds the log to witnesses of the verifier’s own, and says plainly what is not proved without them', async () => {
    const key = keyText(WITNESS.key);
    const alone = await verify(join(folder, 'whole'));
    expect(alone.out).toContain('one witness that the log names:');
    const promise = 'the log promises that 1 of the 1 in its manifest sign each head: 1 signed the newest';
    expect(alone.out).toContain(promise);
    expect(alone.out).toContain(
      'Nor that everybody was given the same log: The witnesses above were named by the log itself.',
    );
    const own = await verify(join(folder, 'whole'), '--witness', key, '--quorum', '1');
    expect(own.code).toBe(0);
    expect(own.out).toContain('one witness that you named, of whom 1 had to sign:');
    expect(own.out).toContain(promise);
    expect(own.out).toContain('observer.example/w1 signed all of it at 2027-01-15T08:00:00.000Z');
    expect(own.out).toContain('all of it is what your witnesses were shown');
    // A file as the server has it: names, keys, addresses.
    const list = join(folder, 'witnesses');
    const stranger = keyText(signer('second.example/w', WITNESS_KEY, 6).key);
    await writeFile(
      list,
      `# ours\nwitness one ${key} https://observer.example\nwitness two ${stranger} https://b.example\nquorum 1\n`,
    );
    expect(await verify(join(folder, 'whole'), '--witness', list)).toMatchObject({
      code: 0,
      out: expect.stringContaining('second.example/w has signed nothing of it'),
    });
    const two = await verify(join(folder, 'whole'), '--witness', list, '--quorum', '2');
    expect(two).toMatchObject({
      code: 1,
      out: expect.stringContaining(
        'Of the witnesses that you named, 1 signed the head of 30 leaves; you ask for 2. No head has so many.',
      ),
    });
  });

  it.each([
    ['a quorum without witnesses', ['.', '--quorum', '1'], 2, '--witness'],
    ['a witness that is none', ['.', '--witness', 'package.json'], 2, 'no key of the kind wanted'],
    ['a log’s key for a witness’s', ['.', '--witness', keyText(LOG.key)], 2, 'no key of the kind wanted'],
    ['nothing to verify', [], 2, 'one folder or address'],
    ['a folder that is not there', ['nowhere'], 2, 'no folder nowhere'],
    ['an address that does not answer', ['http://127.0.0.1:1/elections/mine'], 2, 'does not answer'],
    ['a head that is none', ['.', '--since', 'package.json'], 2, 'no signed head'],
    ['a key that is none', ['.', '--key', 'secret'], 2, '--key'],
    ['another folder', ['shared'], 1, 'no log/checkpoint'],
  ])('says what is wrong with %s', async (_what, args, exit, why) => {
    const { code, err } = await verify(...args);
    expect(code).toBe(exit);
    expect(err).toContain(why);
  });
});
