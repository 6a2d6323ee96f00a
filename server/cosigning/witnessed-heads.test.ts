import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOG_KEY, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { closed, type ListeningWitness, listenAsWitness } from '../test/listening-witness.ts';
import { temporaryFolder } from '../test/program.ts';
import { LOG, signer } from '../test/small-log.ts';
import { testLog } from '../test/test-database.ts';
import { leaves, TestLog } from '../test/test-log.ts';
import { LogForgottenError, WitnessedHeads } from './cosigning.ts';

const OBSERVER = signer('observer.example/w/rehearsal', WITNESS_KEY, 2);
const ALL = leaves('a', 20);
const log = new TestLog(ALL);
const PATH = `/${encodeURIComponent(LOG.key.name)}/checkpoint`;

let witness: ListeningWitness;
beforeEach(async () => {
  witness = await listenAsWitness({ signer: OBSERVER, log: LOG.key, memory: await temporaryFolder(), port: 0 });
});
afterEach(() => closed(witness.server));

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function sign(old: number, size: number): Promise<void> {
  const body = log.asking(old, size);
  expect((await fetch(`${urlOf(witness.server)}/add-checkpoint`, { method: 'POST', body })).status).toBe(200);
}

function heldBy(url: string, stopped = new AbortController().signal): WitnessedHeads {
  return new WitnessedHeads({ witnesses: [{ name: 'o', key: OBSERVER.key, url }], stopped, log: testLog });
}

const check = (heads: WitnessedHeads, texts: readonly string[]) => heads.check('mine', { leaves: texts, key: LOG.key });

describe('a log that is taken up', () => {
  it('is held to the head that a witness signed last', async () => {
    await check(heldBy(urlOf(witness.server)), []);
    await sign(0, 5);
    await sign(5, 9);
    const heads = heldBy(urlOf(witness.server));
    await check(heads, ALL.slice(0, 9));
    await check(heads, ALL);
    const forgotten = check(heads, ALL.slice(0, 8));
    await expect(forgotten).rejects.toBeInstanceOf(LogForgottenError);
    await expect(forgotten).rejects.toThrow(
      /witness o signed a head of 9 leaves of the log of mine.*; here it has 8\./,
    );
    const forked = [...ALL.slice(0, 8), ...leaves('b', 4)];
    await expect(check(heads, forked)).rejects.toThrow('the first 9 here are others');
  });

  it.each([
    ['another key of the same name', new TestLog(leaves('b', 30), signer(LOG.key.name, LOG_KEY, 7)).head(30)],
    ['its signature, over another head', log.head(12).replace('\n12\n', '\n13\n')],
    ['another log', new TestLog(leaves('b', 30), signer('other.example/rehearsal', LOG_KEY, 1)).head(30)],
    ['nothing', 'size 30\n'],
  ])('is not held up by a witness that shows what the log has not signed: %s', async (_, shown) => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === PATH ? 200 : 404;
      response.end(shown);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await check(heldBy(urlOf(server)), ALL.slice(0, 3));
    await closed(server);
  });

  it('goes on where a witness is away, and where the program is asked to end meanwhile', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await check(heldBy(urlOf(silent), AbortSignal.abort()), ALL.slice(0, 3));
    const url = urlOf(silent);
    await closed(silent);
    await check(heldBy(url), ALL.slice(0, 3));
  });

  it('is not held to witnesses of the other mode', async () => {
    await sign(0, 5);
    const live = { name: 'o', key: signer('observer.example/w', WITNESS_KEY, 2).key, url: urlOf(witness.server) };
    const heads = new WitnessedHeads({ witnesses: [live], stopped: new AbortController().signal, log: testLog });
    await check(heads, ALL.slice(0, 3));
  });
});
