import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import {
  hourOf,
  LOG,
  logAnew,
  type Signer,
  type SmallLog,
  signer,
  smallLog,
  WITNESS,
} from '../../server/test/small-log.ts';
import { textOf, utf8 } from './bytes.ts';
import { cosignature, cosignedText } from './checkpoint.ts';
import { headsText } from './heads.ts';
import { hexId, keyText, readNote, signatureLine, signedNote, WITNESS_KEY } from './note.ts';
import { type VerifyOptions, verifyLog } from './verify.ts';
import { witnessedUpTo } from './witnesses.ts';

const SIZE = 30;
const SECOND = signer('second.example/w', WITNESS_KEY, 6);
const THIRD = signer('third.example/w', WITNESS_KEY, 7);

/** The line by which a witness signed a text. */
function lineOf({ key, secret }: Signer, text: string, atS = 1_800_000_000): string {
  return signatureLine(key, cosignature(atS, sign(null, utf8(cosignedText(text, atS)), secret)));
}

/** A log whose head of each size carries the lines that `by` says, the newest also as its checkpoint; it promises one of `WITNESS`. */
function witnessedLog(by: (size: number) => readonly Signer[], promise = (manifest: string) => manifest): SmallLog {
  const log = smallLog(SIZE);
  logAnew(log, 0, 'json', promise);
  const heads = headsWith(log, (size, text) => by(size).map((witness) => lineOf(witness, text)));
  log.files.set('log/checkpoints.txt', utf8(headsText(heads)));
  log.files.set('log/checkpoint', utf8(heads.at(-1)!));
  log.files.set('log/keys.txt', utf8([LOG, WITNESS, SECOND].map(({ key }) => `${keyText(key)}\n`).join('')));
  return log;
}

function headsWith(log: SmallLog, lines: (size: number, text: string) => readonly string[]): string[] {
  const blocks = textOf(log.files.get('log/checkpoints.txt')!).split('\n\n').slice(0, -1);
  return Array.from({ length: SIZE }, (_, i) => {
    const note = readNote(`${blocks[2 * i]}\n\n${blocks[2 * i + 1]}\n`)!;
    const own = signatureLine(LOG.key, note.signatures[0]!.signature);
    return signedNote(note.text, [own, ...lines(i + 1, note.text)]);
  });
}

const verify = (log: SmallLog, options: VerifyOptions = {}) => verifyLog(nodeCrypto, log, options);
const problems = async (log: SmallLog, options: VerifyOptions = {}) =>
  (await verify(log, options)).problems.map(({ fault, number }) => [fault, number]);
const given = [WITNESS.key, SECOND.key, THIRD.key];

describe('the witnesses of a log', () => {
  it('are told with the last head that each signed', async () => {
    const log = witnessedLog((size) => [...(size <= 28 ? [SECOND] : []), ...(size !== 12 ? [WITNESS] : [])]);
    const verdict = await verify(log, { witnesses: given });
    expect(verdict.problems).toEqual([]);
    expect(verdict.witnessed).toEqual([
      { name: 'observer.example/w1', size: 30, at: '2027-01-15T08:00:00.000Z' },
      { name: 'second.example/w', size: 28, at: '2027-01-15T08:00:00.000Z' },
      { name: 'third.example/w', size: 0, at: null },
    ]);
    expect(verdict.witnesses.map(({ name }) => name)).toEqual(['observer.example/w1']);
  });

  it('have signed as many of the last head as the verifier asks for, or the first hour without them is named', async () => {
    const log = witnessedLog((size) => (size <= 28 ? [WITNESS, SECOND] : [WITNESS]));
    expect(await problems(log, { witnesses: given, quorum: 1 })).toEqual([]);
    const verdict = await verify(log, { witnesses: given, quorum: 2 });
    // 28 leaves are bulletins 0 to 27.
    expect(verdict.problems).toEqual([
      {
        fault: 'witness',
        number: 28,
        hour: hourOf(28),
        finding: { kind: 'too-few-asked', due: 30, signed: 1, quorum: 2, reached: 28 },
      },
    ]);
    expect(await problems(log, { witnesses: given, quorum: 3 })).toEqual([['witness', 0]]);
  });

  it('may be one head late for what the log itself promises, and no more', async () => {
    // The manifest promises one.
    expect(await problems(witnessedLog((size) => (size < 30 ? [WITNESS] : [])))).toEqual([]);
    expect(await problems(witnessedLog((size) => (size < 29 ? [WITNESS] : [])))).toEqual([['witness', 28]]);
    // Who signed a later head has signed what stands below it.
    expect(await problems(witnessedLog((size) => (size === 29 ? [WITNESS] : [])))).toEqual([]);
  });

  it('that were promised must sign, whoever else does', async () => {
    // SECOND is named in log/keys.txt, which nothing commits to: whoever publishes can write it anew.
    const verdict = await verify(witnessedLog(() => [SECOND]));
    expect(verdict.problems).toEqual([
      {
        fault: 'witness',
        number: 0,
        hour: null,
        finding: { kind: 'too-few-promised', due: 29, signed: 0, quorum: 1, reached: 0 },
      },
    ]);
    // Nor does it help that the verifier trusts the other one.
    expect(
      await problems(
        witnessedLog(() => [SECOND]),
        { witnesses: [SECOND.key], quorum: 1 },
      ),
    ).toEqual([['witness', 0]]);
    const some = await verify(witnessedLog((size) => (size < 30 ? [SECOND, WITNESS] : [SECOND])));
    expect(some).toMatchObject({ problems: [], promised: { of: 1, quorum: 1, signed: 0 } });
  });

  it('are not owed in full to a verifier that knows fewer of them than the log promises', async () => {
    const two = (manifest: string) => manifest.replace('],"quorum":1', `,"${keyText(SECOND.key)}"],"quorum":2`);
    const log = witnessedLog(() => [WITNESS, SECOND], two);
    expect(await problems(log, { witnesses: [WITNESS.key] })).toEqual([]);
    expect((await verify(log)).promised).toEqual({ of: 2, quorum: 2, signed: 2 });
    // One it knows that has signed nothing is still told.
    expect((await verify(log, { witnesses: [THIRD.key] })).problems).toMatchObject([
      { number: 0, finding: { kind: 'too-few-owed', due: 29, signed: 0, quorum: 1, reached: 0 } },
    ]);
    expect(await problems(witnessedLog(() => [WITNESS], two))).toEqual([['witness', 0]]);
  });

  it('are those that the verifier names, whoever else the log names', async () => {
    const log = witnessedLog(() => [WITNESS, SECOND]);
    expect(await problems(log, { witnesses: [THIRD.key], quorum: 1 })).toEqual([['witness', 0]]);
    expect((await verify(log)).witnessed.map(({ name }) => name)).toEqual([WITNESS.key.name, SECOND.key.name]);
  });

  it('are betrayed by a line that is forged, moved from another head, or of nobody named, under any head', async () => {
    const whole = witnessedLog(() => [WITNESS, SECOND]);
    const heads = headsWith(whole, (_, text) => [lineOf(WITNESS, text)]);
    const text = (size: number) => readNote(heads[size - 1]!)!.text;
    const forger: Signer = { key: WITNESS.key, secret: SECOND.secret };
    const stranger = { kind: 'signed-by-nobody-named', size: 9, name: THIRD.key.name, id: hexId(THIRD.key.id) };
    for (const [line, finding] of [
      [lineOf(forger, text(9)), { kind: 'cosignature-false', name: WITNESS.key.name }],
      [lineOf(WITNESS, text(8)), { kind: 'cosignature-false', name: WITNESS.key.name }],
      [lineOf(THIRD, text(9)), stranger],
    ] as const) {
      const own = heads[8]!.split('\n').slice(0, 5).join('\n');
      const forged = heads.with(8, `${own}\n${line}`);
      whole.files.set('log/checkpoints.txt', utf8(headsText(forged)));
      const verdict = await verify(whole);
      // The head of nine leaves ends with bulletin 8.
      expect(verdict.problems).toEqual([{ fault: 'witness', number: 8, hour: hourOf(8), finding }]);
    }
  });

  it('are betrayed by each flipped byte of their lines and of the file of keys', async () => {
    const log = witnessedLog((size) => (size > 27 ? [WITNESS, SECOND] : []));
    for (const path of ['log/checkpoint', 'log/keys.txt']) {
      const bytes = log.files.get(path)!;
      for (let at = path === 'log/keys.txt' ? 0 : textOf(bytes).indexOf('observer'); at < bytes.length; at += 7) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << (at % 7);
        log.files.set(path, changed);
        const found = await verify(log).catch((error: unknown) => error);
        if (!(found instanceof Error)) {
          expect(
            (found as Awaited<ReturnType<typeof verify>>).problems.length,
            `byte ${at} of ${path}`,
          ).toBeGreaterThan(0);
        }
      }
      log.files.set(path, bytes);
    }
  });
});

describe('how far a quorum has signed', () => {
  it.each([
    ['none is asked for', [5, 4], 0, null],
    ['one of three', [5, 9, 4], 1, 9],
    ['two of three', [5, 9, 4], 2, 5],
    ['all of three', [5, 9, 4], 3, 4],
    ['more than there are', [5, 9, 4], 4, 0],
  ])('where %s', (_what, sizes, quorum, upTo) => {
    expect(
      witnessedUpTo(
        sizes.map((size) => ({ size })),
        quorum,
      ),
    ).toBe(upTo);
  });
});
