import { execFileSync } from 'node:child_process';
import { createPublicKey, sign } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCheckpointText, readAddCheckpoint, SIZE_TYPE } from '../../shared/bulletin-log/add-checkpoint.ts';
import { base64Of, sameBytes } from '../../shared/bulletin-log/bytes.ts';
import { cosignedText, readCheckpoint, witnessedAt } from '../../shared/bulletin-log/checkpoint.ts';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { LOG_KEY, readNote } from '../../shared/bulletin-log/note.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import { LOG, signer, WITNESS } from '../test/small-log.ts';
import { leaves, TestLog } from '../test/test-log.ts';
import { LostMemoryError, SignedHeads, Witness } from './witness.ts';

const NOW = new Date('2027-01-15T08:00:00.700Z');
let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-witness-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A folder in which it was begun to remember the log. */
async function newMemory(): Promise<string> {
  const directory = join(folder, `memory-${count++}`);
  await new SignedHeads(directory).begin(LOG.key.name);
  return directory;
}

function witnessOver(directory: string): Witness {
  return new Witness({
    crypto: nodeCrypto,
    signer: { key: WITNESS.key, sign: (message) => new Uint8Array(sign(null, message, WITNESS.secret)) },
    logs: [LOG.key],
    heads: new SignedHeads(directory),
    now: () => NOW,
  });
}

const log = new TestLog(leaves('a', 20));

describe('a witness', () => {
  it('signs the first head it is shown, and each that goes on from there', async () => {
    const witness = witnessOver(await newMemory());
    for (const [old, size] of [
      [0, 1],
      [1, 2],
      [2, 7],
      [7, 7],
      [7, 20],
    ] as const) {
      const answer = await witness.add(log.asking(old, size));
      expect(answer.status).toBe(200);
      const note = readNote(`${log.head(size)}${answer.body}`)!;
      // The whole second: 1 800 000 000 is 2027-01-15T08:00:00Z.
      expect(witnessedAt(nodeCrypto, note, WITNESS.key)).toBe(1_800_000_000);
    }
  });

  it('says how far it has signed to whoever is mistaken about it', async () => {
    const witness = witnessOver(await newMemory());
    expect(await witness.add(log.asking(3, 5))).toEqual({ status: 409, type: SIZE_TYPE, body: '0\n' });
    await witness.add(log.asking(0, 5));
    for (const [old, size] of [
      [0, 6],
      [4, 6],
      [6, 6],
      [0, 3],
      [3, 4],
    ] as const) {
      expect(await witness.add(log.asking(old, size))).toEqual({ status: 409, type: SIZE_TYPE, body: '5\n' });
    }
  });

  it.each([
    ['nothing', '', 400],
    ['no old size', log.asking(0, 3).replace('old 0', 'old 00'), 400],
    ['a proof that is none', log.asking(5, 9).replace(/\n.+\n/, '\nnonsense\n'), 400],
    [
      'a proof of sixty-four',
      addCheckpointText({ old: 5, proof: Array(64).fill(log.tree.root()), checkpoint: log.head(9) }),
      400,
    ],
    ['no head', 'old 0\n\nnonsense\n', 400],
    ['an old size past the new one', log.asking(9, 5), 400],
    [
      'a log it does not know',
      new TestLog(leaves('a', 3), signer('elsewhere.example/log', LOG_KEY, 4)).asking(0, 3),
      404,
    ],
    [
      'a head that a stranger signed in the log’s name',
      `old 0\n\n${log.head(3, signer(LOG.key.name, LOG_KEY, 5))}`,
      403,
    ],
    ['a head whose signature is over another', `old 0\n\n${log.head(3).replace('\n3\n', '\n4\n')}`, 403],
    [
      'a first head with a proof',
      addCheckpointText({ old: 0, proof: [log.tree.root()], checkpoint: log.head(3) }),
      422,
    ],
  ])('refuses %s, and remembers nothing of it', async (_what, body, status) => {
    const directory = await newMemory();
    const witness = witnessOver(directory);
    expect(await witness.add(body)).toMatchObject({ status });
    expect(await witness.last(LOG.key.name)).toBeNull();
  });

  it('signs no other history than the one it knows, whatever proof comes with it', async () => {
    const witness = witnessOver(await newMemory());
    await witness.add(log.asking(0, 9));
    // The same first six leaves, others from there.
    const fork = new TestLog([...leaves('a', 6), ...leaves('b', 14)]);
    expect((await witness.add(fork.asking(9, 12))).status).toBe(422);
    expect((await witness.add(addCheckpointText({ old: 9, proof: [], checkpoint: fork.head(12) }))).status).toBe(422);
    const proof = log.tree.consistency(9, 12);
    expect((await witness.add(addCheckpointText({ old: 9, proof, checkpoint: fork.head(12) }))).status).toBe(422);
    expect(await witness.add(fork.asking(9, 9))).toEqual({ status: 409, type: SIZE_TYPE, body: '9\n' });
    expect((await witness.add(log.asking(9, 12))).status).toBe(200);
  });

  it('never signs two heads that cannot both be true, whoever asks what', async () => {
    const outcomes = { signed: 0, refusedForks: 0 };
    const asked = fc.record({
      history: fc.nat(2),
      step: fc.integer({ min: -2, max: 5 }),
      // Mostly what is right; sometimes what a liar would say.
      old: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(24) }),
      proofOf: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(2) }),
      restart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20),
        fc.nat(20),
        fc.array(asked, { minLength: 10, maxLength: 25 }),
        async (first, second, asks) => {
          const histories = [
            new TestLog(leaves('a', 24)),
            new TestLog([...leaves('a', first), ...leaves('b', 24 - first)]),
            new TestLog([...leaves('a', second), ...leaves('c', 24 - second)]),
          ];
          const directory = await newMemory();
          let witness = witnessOver(directory);
          const signed: { size: number; history: TestLog }[] = [];
          for (const { history: at, step, old: claimed, proofOf, restart } of asks) {
            if (restart) witness = witnessOver(directory);
            const history = histories[at]!;
            const last = (await witness.last(LOG.key.name))?.head.size ?? 0;
            const old = claimed ?? last;
            const size = Math.min(24, Math.max(1, last + step));
            const { tree } = histories[proofOf ?? at]!;
            const proof = old === 0 || old > size ? [] : tree.consistency(old, size);
            const { status } = await witness.add(addCheckpointText({ old, proof, checkpoint: history.head(size) }));
            if (status === 200) signed.push({ size, history });
            outcomes.signed += status === 200 ? 1 : 0;
            outcomes.refusedForks += status === 422 ? 1 : 0;
          }
          for (const a of signed) {
            for (const b of signed.filter(({ size }) => size >= a.size)) {
              expect(sameBytes(a.history.tree.root(a.size), b.history.tree.root(a.size))).toBe(true);
            }
          }
          // And in the order in which they were signed, none was shorter than the one before.
          expect(signed.every(({ size }, i) => size >= (signed[i - 1]?.size ?? 0))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
    expect(outcomes.signed).toBeGreaterThan(100);
    expect(outcomes.refusedForks).toBeGreaterThan(50);
  });

  it('signs one of two ways on when both are asked at once, though two processes share its memory by mistake', async () => {
    for (let i = 0; i < 20; i++) {
      const directory = await newMemory();
      await witnessOver(directory).add(log.asking(0, 5));
      const fork = new TestLog([...leaves('a', 5), ...leaves('b', 15)]);
      const one = witnessOver(directory);
      const other = witnessOver(directory);
      const answers = await Promise.all([
        one.add(log.asking(5, 8)),
        other.add(fork.asking(5, 8)),
        one.add(fork.asking(5, 9)),
        other.add(log.asking(5, 9)),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    }
  });

  it('keeps each head it signed as a note that anyone can check, with plain openssl too', async () => {
    const directory = await newMemory();
    const witness = witnessOver(directory);
    await witness.add(log.asking(0, 5));
    await witness.add(log.asking(5, 8));
    const [memory] = await readdir(directory);
    expect((await readdir(join(directory, memory!))).sort()).toEqual(['000001', '000002']);
    const { note, head } = readSignedHead(await readFile(join(directory, memory!, '000002'), 'utf8'))!;
    expect(head).toEqual(readCheckpoint({ text: `${LOG.key.name}\n8\n${base64Of(log.tree.root(8))}\n` }));
    expect(note.signatures.map(({ name }) => name)).toEqual([LOG.key.name, WITNESS.key.name]);

    const { signature } = note.signatures[1]!;
    const at = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
    await writeFile(join(folder, 'key.pem'), createPublicKey(WITNESS.secret).export({ format: 'pem', type: 'spki' }));
    await writeFile(join(folder, 'text'), cosignedText(note.text, at));
    await writeFile(join(folder, 'signature'), signature.slice(8));
    const options = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-inkey',
      'key.pem',
      '-rawin',
      '-in',
      'text',
      '-sigfile',
      'signature',
    ];
    expect(execFileSync('openssl', options, { cwd: folder, encoding: 'utf8' })).toContain('Verified Successfully');
  });

  it('signs nothing of a log whose last head it can no longer read', async () => {
    const directory = await newMemory();
    await witnessOver(directory).add(log.asking(0, 5));
    const [memory] = await readdir(directory);
    await truncate(join(directory, memory!, '000001'), 40);
    await expect(witnessOver(directory).add(log.asking(0, 8))).rejects.toThrow(LostMemoryError);
    await expect(witnessOver(directory).add(log.asking(5, 8))).rejects.toThrow(LostMemoryError);
  });

  it('signs nothing where its memory is away, as of a volume that is not mounted', async () => {
    const directory = await newMemory();
    const witness = witnessOver(directory);
    await witness.add(log.asking(0, 5));
    await rename(directory, `${directory}-away`);
    await expect(witness.add(log.asking(0, 5))).rejects.toThrow(LostMemoryError);
    await rename(`${directory}-away`, directory);
    expect((await witness.add(log.asking(5, 8))).status).toBe(200);
    // Begun once: what is remembered is not begun over.
    await expect(new SignedHeads(directory).begin(LOG.key.name)).rejects.toThrow('EEXIST');
  });
});

describe('what is asked of a witness', () => {
  // The example of C2SP tlog-witness v1.0.0, "add-checkpoint".
  const EXAMPLE = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;

  it('is read and written as the specification has it', () => {
    const asked = readAddCheckpoint(EXAMPLE)!;
    expect(asked.old).toBe(20_852_014);
    expect(asked.proof).toHaveLength(4);
    expect(readSignedHead(asked.checkpoint)?.head).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
    });
    expect(addCheckpointText(asked)).toBe(EXAMPLE);
  });
});
