import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SIZE_TYPE } from '../../shared/bulletin-log/add-checkpoint.ts';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { keyText, LOG_KEY, noteKey, readKey, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { verifyLog } from '../../shared/bulletin-log/verify.ts';
import {
  growLog,
  type LogSigner,
  newLogKey,
  nodeCrypto,
  readLogGrowth,
  readLogKey,
} from '../bulletin-log/bulletin-log.ts';
import type { Database } from '../database/database.ts';
import { LogShelf } from '../publish/log-shelf.ts';
import { countMinute } from '../test/counted-minute.ts';
import { closed, type ListeningWitness, listenAsWitness } from '../test/listening-witness.ts';
import { until } from '../test/program.ts';
import { day } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { signer as seeded } from '../test/small-log.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { CosignatureCollector, type NamedWitness, readWitnesses } from './cosigning.ts';

const EDITION = '1f0c9a2e-0000-4000-8000-000000000000';
const ORIGIN = 'turnout.example/small/1f0c9a2e/rehearsal';
/** Every head is published. */
const ALL = Number.POSITIVE_INFINITY;
const OBSERVER = seeded('observer.example/w1/rehearsal', WITNESS_KEY, 2);
let database: Database;
let folder: string;
let log: LogSigner;
let memory: string;
const ends: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-collect-'));
  await newLogKey(join(folder, 'key'), 'rehearsal');
  log = {
    key: await readLogKey(join(folder, 'key'), 'rehearsal'),
    host: 'turnout.example',
    promised: { witnesses: [keyText(OBSERVER.key)], quorum: 1 },
  };
});
afterAll(() => rm(folder, { recursive: true }));
async function loaded(): Promise<Database> {
  const fresh = await freshDatabase();
  await loadSmallElection(fresh);
  await fresh.pool('owner').query('UPDATE election SET edition = $1', [EDITION]);
  return fresh;
}

beforeEach(async () => {
  database = await loaded();
  memory = join(folder, randomUUID());
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function hour(hour: string): Promise<void> {
  await countMinute(database, day(`${hour}:00`), { intervalMs: 60_000, speed: 1 });
  await growLog(database, 'small', log);
}

/** A witness of this test's log, listening; what it remembers outlives it. */
async function startWitness(o: { port?: number; origin?: string } = {}): Promise<ListeningWitness> {
  const key = noteKey(nodeCrypto, o.origin ?? ORIGIN, LOG_KEY, log.key.publicKey);
  const witness = await listenAsWitness({ signer: OBSERVER, log: key, memory, port: o.port ?? 0 });
  ends.push(() => closed(witness.server));
  return witness;
}

function collectorAsking(port: number, key = OBSERVER.key): CosignatureCollector {
  const witness: NamedWitness = { name: 'observer', key, url: `http://127.0.0.1:${port}` };
  const collector = new CosignatureCollector({ database, witnesses: [witness], log: testLog });
  ends.push(() => collector.end());
  return collector;
}

const witnesses = async () => (await readWitnesses(database.pool('reading'), 'small', null))!;

/** Tends until the witness stands so. */
async function tendUntil(collector: CosignatureCollector, standing: string, size = 0) {
  return await until(
    async () => {
      await collector.tend('small', ALL);
      const kept = await witnesses();
      const isThere = kept.witnesses[0]?.standing === standing && (kept.cosignatures.at(-1)?.size ?? 0) >= size;
      return isThere ? kept : null;
    },
    { what: `the witness is ${standing}`, withinMs: 30_000 },
  );
}

/** The published files of the log, without the bulletins'. */
async function shelf(): Promise<LogShelf> {
  const shelf = new LogShelf('small');
  shelf.add((await readLogGrowth(database.pool('reading'), 'small', 0))!);
  shelf.setWitnesses(await witnesses());
  return shelf;
}

const witnessFaults = async () => {
  const files = await shelf();
  const read = async (path: string): Promise<Uint8Array | null> => {
    const tile = /^log\/tile\/(entries|0)\/000\.p\/(\d+)$/.exec(path);
    if (tile !== null) return files.tile(tile[1] === 'entries' ? 'entries' : 0, 0, Number(tile[2]))!.identity;
    if (path === 'bulletins/0.json') return files.manifest('json')!.identity;
    if (path === 'log/checkpoint') return files.checkpoint!.identity;
    if (path === 'log/keys.txt') return files.keys!.identity;
    return path === 'log/checkpoints.txt' ? files.checkpoints.identity : null;
  };
  const verdict = await verifyLog(nodeCrypto, { read });
  return { faults: verdict.problems.filter(({ fault }) => fault === 'witness'), witnessed: verdict.witnessed };
};

describe('the signatures of witnesses', () => {
  it('are collected for each head, published with it, and prove it', async () => {
    const { port } = await startWitness();
    const collector = collectorAsking(port);
    await collector.tend('small', ALL);
    await hour('07');
    // The manifest, zero, and the opening.
    await tendUntil(collector, 'signing', 3);
    await hour('08');
    await tendUntil(collector, 'signing', 4);
    const files = await shelf();
    expect(files.summary).toMatchObject({
      schema: 'turnout-log-witnesses/1',
      origin: ORIGIN,
      size: 4,
      quorum: 1,
      witnesses: [
        { name: 'observer.example/w1/rehearsal', size: 4, at: '2027-01-15T08:00:00.000Z', standing: 'signing' },
      ],
    });
    const { note } = readSignedHead(files.checkpoint!.identity.toString())!;
    expect(note.signatures.map(({ name }) => name)).toEqual([ORIGIN, OBSERVER.key.name]);
    expect(files.keys!.identity.toString()).toContain(keyText(OBSERVER.key));
    expect(await witnessFaults()).toEqual({
      faults: [],
      witnessed: [{ name: OBSERVER.key.name, size: 4, at: '2027-01-15T08:00:00.000Z' }],
    });
  });

  it('come later where the witness was away, from where it stopped', async () => {
    const { server, port } = await startWitness();
    const collector = collectorAsking(port);
    await hour('07');
    await tendUntil(collector, 'signing', 3);
    await closed(server);
    for (const at of ['08', '09', '10']) await hour(at);
    const away = await tendUntil(collector, 'away');
    expect(away.cosignatures.map(({ size }) => size)).toEqual([3]);
    // Published all the same: bulletins 3, 4 and 5 stand in the log unwitnessed.
    expect((await shelf()).summary).toMatchObject({ size: 6, witnesses: [{ size: 3, standing: 'away' }] });
    expect((await witnessFaults()).faults).toMatchObject([{ number: 3 }]);
    await startWitness({ port });
    const back = await tendUntil(collector, 'signing', 6);
    expect(back.cosignatures.map(({ size }) => size)).toEqual([3, 6]);
    expect((await witnessFaults()).faults).toEqual([]);
  });

  it('are asked for from where the witness says it is, when what we kept of it was lost', async () => {
    const { port } = await startWitness();
    await hour('07');
    const first = collectorAsking(port);
    await tendUntil(first, 'signing', 3);
    await first.end();
    await database.pool('owner').query('DELETE FROM log_cosignature');
    await hour('08');
    await tendUntil(collectorAsking(port), 'signing', 4);
  });

  it('are refused to a log that was rewritten, and that is told', async () => {
    const { port } = await startWitness();
    await hour('07');
    await hour('08');
    const before = collectorAsking(port);
    await tendUntil(before, 'signing', 4);
    await before.end();
    // Another database under the same key and name: it begins with another bulletin.
    database = await loaded();
    await hour('09');
    const collector = collectorAsking(port);
    const rolledBack = await tendUntil(collector, 'contradicting');
    expect(rolledBack.cosignatures).toEqual([]);
    expect(rolledBack.witnesses[0]!.detail).toMatch(
      /signed (a head of 3 leaves, this log has 2: it was rolled back|another head)/,
    );
    for (const at of ['10', '11', '12']) await hour(at);
    const forked = await until(
      async () => {
        await collector.tend('small', ALL);
        const kept = await witnesses();
        return kept.witnesses[0]!.detail?.includes('not the beginning of this log') === true ? kept : null;
      },
      { what: 'the fork is told', withinMs: 60_000 },
    );
    expect(forked.witnesses[0]!.standing).toBe('contradicting');
    expect(forked.cosignatures).toEqual([]);
  });

  it('are contradicted by nobody who was shown a newer head by another copy meanwhile', async () => {
    await hour('07');
    // It answers our head of 3 leaves by that of 4, which another copy has signed and shown it since.
    const server = createServer((_request, response) => {
      void hour('08').then(() => response.writeHead(409, { 'Content-Type': SIZE_TYPE }).end('4\n'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(() => closed(server));
    const asked = once(server, 'request');
    const collector = collectorAsking((server.address() as AddressInfo).port);
    await collector.tend('small', ALL);
    await asked;
    await collector.settled();
    expect((await witnesses()).witnesses.map(({ standing }) => standing)).toEqual(['waiting']);
  });

  it('are asked for by copies with other lists, which do not take turns in dismissing the witness', async () => {
    const { port } = await startWitness();
    await hour('07');
    const other = collectorAsking(port, seeded('second.example/w/rehearsal', WITNESS_KEY, 7).key);
    const own = collectorAsking(port);
    await tendUntil(own, 'signing', 3);
    for (let turn = 0; turn < 2; turn++) for (const one of [other, own]) await one.tend('small', ALL);
    await Promise.all([other.settled(), own.settled()]);
    const { mark } = await witnesses();
    for (let turn = 0; turn < 2; turn++) for (const one of [other, own]) await one.tend('small', ALL);
    expect((await witnesses()).mark).toBe(mark);
  });

  it('are not asked for on a head that this copy has not found fit to be published', async () => {
    const { port } = await startWitness();
    await hour('07');
    const collector = collectorAsking(port);
    await collector.tend('small', 2);
    await collector.settled();
    expect((await witnesses()).witnesses).toEqual([]);
    await tendUntil(collector, 'signing', 3);
  });

  it('are not taken from a stranger, nor asked of a witness of the other mode', async () => {
    const { port } = await startWitness();
    await hour('07');
    const stranger = seeded('observer.example/w1/rehearsal', WITNESS_KEY, 8).key;
    const kept = await tendUntil(collectorAsking(port, stranger), 'unwilling');
    expect(kept.cosignatures).toEqual([]);
    const live = collectorAsking(port, readKey(nodeCrypto, keyText(seeded('live.example/w', WITNESS_KEY, 9).key))!);
    await live.tend('small', ALL);
    expect((await witnesses()).witnesses.map(({ key }) => key)).not.toContain(
      keyText(seeded('live.example/w', WITNESS_KEY, 9).key),
    );
  });

  it('are not to be had where the witness does not know the log', async () => {
    const { port } = await startWitness({ origin: 'elsewhere.example/rehearsal' });
    await hour('07');
    const kept = await tendUntil(collectorAsking(port), 'unwilling');
    expect(kept.witnesses[0]!.detail).toContain('does not know this log');
  });

  it('are written by those who count, and altered by nobody', async () => {
    const { port } = await startWitness();
    await hour('07');
    await tendUntil(collectorAsking(port), 'signing', 3);
    await expect(database.pool('reading').query(`DELETE FROM log_cosignature`)).rejects.toThrow('permission denied');
    await expect(database.pool('counting').query(`DELETE FROM log_cosignature`)).rejects.toThrow('permission denied');
    await expect(database.pool('owner').query(`UPDATE log_cosignature SET size = 1`)).rejects.toThrow('append-only');
    await expect(database.pool('counting').query(`UPDATE log_witness SET key = 'x'`)).rejects.toThrow(
      'permission denied',
    );
  });
});
