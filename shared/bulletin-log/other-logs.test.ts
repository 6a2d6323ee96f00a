import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import { hourOf, LOG, putLeaves, type SmallLog, signer, smallLog, WITNESS } from '../../server/test/small-log.ts';
import { textOf, utf8 } from './bytes.ts';
import { readSignedHead } from './heads.ts';
import { keyText, LOG_KEY, noteKey, readNote, signatureLine, signedNote } from './note.ts';
import { verifyLog } from './verify.ts';

const SIZE = 30;
const verify = (log: SmallLog, options = {}) => verifyLog(nodeCrypto, log, options);
const faults = async (log: SmallLog, options = {}) => (await verify(log, options)).problems.map(({ fault }) => fault);
const text = (log: SmallLog, path: string) => textOf(log.files.get(path)!);

describe('another log than the one that was given', () => {
  it('betrays a log that ends earlier than a head that was given out', async () => {
    const given = readSignedHead(text(smallLog(SIZE), 'log/checkpoint'))!;
    const shorter = smallLog(SIZE - 4);
    expect(await faults(shorter, { since: [given] })).toContain('history');
  });

  it('betrays a second log under the same key', async () => {
    const given = readSignedHead(text(smallLog(SIZE), 'log/checkpoint'))!;
    const fork = smallLog(SIZE, { seed: 1 });
    expect((await verify(fork)).problems).toEqual([]);
    expect(await faults(fork, { since: [given] })).toEqual(['history']);
  });

  it('does not take a stranger for the log', async () => {
    const stranger = signer('turnout.example/mine/rehearsal', LOG_KEY, 9);
    const log = smallLog(SIZE);
    const { text: body } = readNote(text(log, 'log/checkpoint'))!;
    const line = signatureLine(LOG.key, sign(null, utf8(body), stranger.secret));
    log.files.set('log/checkpoint', utf8(signedNote(body, [line])));
    expect(await faults(log)).toEqual(expect.arrayContaining(['signature', 'witness']));
    expect(await faults(smallLog(SIZE), { key: stranger.key })).toContain('signature');
    expect(keyText(stranger.key)).not.toBe(keyText(LOG.key));
  });

  it("does not take another election's log for the one whose key is given, though the server signs both with the same", async () => {
    const log = smallLog(SIZE);
    const other = noteKey(nodeCrypto, 'turnout.example/other', LOG_KEY, LOG.key.publicKey);
    const { text: body, signatures } = readNote(text(log, 'log/checkpoint'))!;
    const [own, ...witnesses] = signatures;
    // The same signature of the same head, under the other log's name.
    const lines = [signatureLine(other, own!.signature), signatureLine(WITNESS.key, witnesses[0]!.signature)];
    log.files.set('log/checkpoint', utf8(signedNote(body, lines)));
    const { problems } = await verify(log, { key: other });
    expect(problems).toContainEqual(
      expect.objectContaining({
        fault: 'signature',
        hour: hourOf(SIZE - 1),
        finding: { kind: 'key-of-other', origin: 'turnout.example/mine/rehearsal', name: 'turnout.example/other' },
      }),
    );
  });

  it.each([
    ['of a live election', 'mode rehearsal', 'mode live', { election: 'mine', mode: 'live' }],
    ['of another election', 'election mine', 'election other', { election: 'other', mode: 'rehearsal' }],
  ])('is none %s, whatever its bulletins say', async (_what, own, other, whose) => {
    const log = smallLog(SIZE);
    const leaves = log.leaves.map((leaf) => utf8(textOf(leaf).replace(`\n${own}\n`, `\n${other}\n`)));
    putLeaves(log.files, leaves);
    expect((await verify(log)).problems).toContainEqual(
      expect.objectContaining({
        fault: 'signature',
        hour: hourOf(SIZE - 1),
        finding: { kind: 'bulletins-of-other', origin: 'turnout.example/mine/rehearsal', ...whose },
      }),
    );
  });
});
