import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyText } from '../../shared/bulletin-log/note.ts';
import { verifyLog } from '../../shared/bulletin-log/verify.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import { smallLog, smallLogPart, WITNESS } from '../test/small-log.ts';
import { quiet, SMALL, smallDescription, temporaryDirectory } from '../test/small-publication.ts';
import type { LogWitnesses } from './log-shelf.ts';
import { PublishedStore } from './published-store.ts';

const SIZE = 30;
const KEY = keyText(WITNESS.key);
const AT = new Date('2027-01-15T08:00:00.000Z');
const { manifest, leaves, heads } = smallLogPart(SIZE);
const signed = heads[0]!.note;
const ofWitness = signed.indexOf(`— ${WITNESS.key.name} `);
/** The last head's note as the log alone signed it, and the witness's line under it. */
const [note, line] = [signed.slice(0, ofWitness), signed.slice(ofWitness)];
const signing: LogWitnesses = {
  witnesses: [{ key: KEY, standing: 'signing', since: AT }],
  cosignatures: [{ key: KEY, size: SIZE, line, at: AT }],
};
/** What a restore from an earlier backup leaves, where the witness was named later still. */
const restored: LogWitnesses = { witnesses: [], cosignatures: [] };

async function published(directory: string, witnesses: LogWitnesses): Promise<PublishedStore> {
  const store = new PublishedStore({ directory, log: quiet });
  store.openElection({ description: smallDescription(), edition: 'one' });
  const part = { manifest, leaves, heads: [{ size: SIZE, note }] };
  expect(await store.admitsLog(SMALL, part)).toBe('admitted');
  store.addToLog(SMALL, part);
  await store.setWitnesses(SMALL, witnesses);
  return store;
}

/** What `verify` finds of the witnesses in the head and the heads that a store gives out. */
async function witnessesOf(store: PublishedStore) {
  const { log } = store.find(SMALL)!;
  const given = new Map([
    ['log/checkpoint', log.checkpoint!.identity],
    ['log/checkpoints.txt', log.checkpoints.identity],
    ['log/keys.txt', log.keys!.identity],
  ]);
  const files = smallLog(SIZE);
  const verdict = await verifyLog(nodeCrypto, { read: async (path) => given.get(path) ?? files.read(path) });
  return { witnessed: verdict.witnessed, problems: verdict.problems };
}

const whole = { witnessed: [{ name: WITNESS.key.name, size: SIZE, at: AT.toISOString() }], problems: [] };

test('what a witness signed is given out for ever, whatever a restore took from the database', async () => {
  const directory = temporaryDirectory();
  expect(await witnessesOf(await published(directory, signing))).toEqual(whole);
  const store = await published(directory, restored);
  expect(await witnessesOf(store)).toEqual(whole);
  expect(store.find(SMALL)!.log.keys!.identity.toString()).toContain(KEY);
  // As somebody else would have it, who never was given it.
  expect((await witnessesOf(await published(temporaryDirectory(), restored))).witnessed).toMatchObject([{ size: 0 }]);
});

test('what was given out stays where the witness signs the same head again, and comes again where its file was lost', async () => {
  const directory = temporaryDirectory();
  await published(directory, signing);
  const again = { ...signing, cosignatures: [{ key: KEY, size: SIZE, line: '— other line\n', at: AT }] };
  expect(await witnessesOf(await published(directory, again))).toEqual(whole);
  const folder = join(directory, 'published', 'one', 'witnesses');
  const files = readdirSync(join(folder, '000'));
  expect(files).toHaveLength(2);
  for (const file of files) writeFileSync(join(folder, '000', file), 'damaged');
  expect((await witnessesOf(await published(directory, restored))).witnessed).toMatchObject([{ size: 0 }]);
  expect(await witnessesOf(await published(directory, signing))).toEqual(whole);
  expect(await witnessesOf(await published(directory, restored))).toEqual(whole);
});

test('what cannot be written is given out all the same, and written once it can be', async () => {
  const directory = temporaryDirectory();
  const store = await published(directory, restored);
  const blocked = join(directory, 'published', 'one', 'witnesses');
  writeFileSync(blocked, 'a file where the folder should be');
  await store.setWitnesses(SMALL, signing);
  expect(await witnessesOf(store)).toEqual(whole);
  rmSync(blocked);
  await store.setWitnesses(SMALL, signing);
  expect(await witnessesOf(await published(directory, restored))).toEqual(whole);
});
