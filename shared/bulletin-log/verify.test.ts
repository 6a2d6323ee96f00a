import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import { fullCounts } from '../../server/test/counts.ts';
import { hourOf, LOG, logAnew, putLeaves, type SmallLog, smallLog, WITNESS } from '../../server/test/small-log.ts';
import type { Snapshot } from '../snapshot.ts';
import { snapshotCsv } from '../snapshot-csv.ts';
import { base64Of, type LogCrypto, textOf, utf8 } from './bytes.ts';
import { cosignature, cosignedText } from './checkpoint.ts';
import { readSignedHead } from './heads.ts';
import { readNote, signatureLine, signedNote } from './note.ts';
import { NoLogError, verifyLog } from './verify.ts';

const SIZE = 30;
/** Answers of Ed25519 are kept: a signature over the same bytes is asked for thousands of times. */
const answers = new Map<string, boolean>();
const crypto: LogCrypto = {
  sha256: nodeCrypto.sha256,
  verifies: (key, message, signature) => {
    const asked = [key, message, signature].map((bytes) => base64Of(nodeCrypto.sha256(bytes))).join();
    const answer = answers.get(asked) ?? nodeCrypto.verifies(key, message, signature);
    answers.set(asked, answer);
    return answer;
  },
};
const verify = (log: SmallLog, options = {}) => verifyLog(crypto, log, options);
const faults = async (log: SmallLog, options = {}) => (await verify(log, options)).problems.map(({ fault }) => fault);
const text = (log: SmallLog, path: string) => textOf(log.files.get(path)!);

describe('a log of thirty bulletins', { timeout: fullCounts ? 900_000 : 120_000 }, () => {
  it('is proved whole', async () => {
    const verdict = await verify(smallLog(SIZE));
    expect(verdict).toMatchObject({
      election: 'mine',
      mode: 'rehearsal',
      size: 30,
      problems: [],
      // Two files a bulletin.
      files: 60,
      // 08:00 on the first day to 11:00 on the second: 28 hours, of which bulletin 5 explains one.
      hours: { promised: 28, counted: 27, explained: 1 },
      witnesses: [{ name: 'observer.example/w1', at: '2027-01-15T08:00:00.000Z' }],
      witnessed: [{ name: 'observer.example/w1', size: 30, at: '2027-01-15T08:00:00.000Z' }],
      quorum: 0,
      promised: { of: 1, quorum: 1, signed: 1 },
      // A head at every size.
      earlierHeads: 30,
    });
    // Each of the 28 counted ones: 2 measures × (channels, areas, one channel, two areas) + 2 percentages + the CSV = 13.
    expect(verdict.sums).toBe(28 * 13);
  });

  it('betrays each flipped byte of each of its files, with the hour wherever a bulletin or its leaf was touched', async () => {
    const log = smallLog(SIZE);
    const each = fullCounts ? 1 : 53;
    let flipped = 0;
    for (const [path, bytes] of log.files) {
      for (let at = flipped % each; at < bytes.length; at += each) {
        const changed = Uint8Array.from(bytes);
        changed[at]! ^= 1 << (flipped % 8);
        log.files.set(path, changed);
        flipped += 1;
        const found = await verify(log).catch((error: unknown) => error);
        if (found instanceof NoLogError) expect(path, `byte ${at}`).toMatch(/checkpoint$|entries/);
        else {
          const { problems } = found as Awaited<ReturnType<typeof verify>>;
          expect(problems.length, `byte ${at} of ${path}`).toBeGreaterThan(0);
          const number = /^bulletins\/(\d+)/.exec(path)?.[1];
          if (number !== undefined && number !== '0') {
            expect(problems.map(({ hour }) => hour)).toContain(hourOf(Number(number)));
          }
        }
        log.files.set(path, bytes);
      }
    }
    console.log(`${flipped} bytes of a log of ${SIZE} bulletins flipped, each one betrayed`);
    expect(flipped).toBeGreaterThan(fullCounts ? 20_000 : 500);
  });

  it('betrays each leaf that is taken out, put before its neighbour or replaced, though the key signed it so', async () => {
    const whole = smallLog(SIZE);
    const given = readSignedHead(text(whole, 'log/checkpoint'))!;
    for (let i = 1; i < SIZE - 1; i++) {
      const other = smallLog(SIZE, { seed: 7 });
      for (const leaves of [
        whole.leaves.toSpliced(i, 1),
        whole.leaves.with(i, whole.leaves[i + 1]!).with(i + 1, whole.leaves[i]!),
        // The notice tells no number that could be another.
        ...(i === 5 ? [] : [whole.leaves.with(i, other.leaves[i]!)]),
      ]) {
        const log = smallLog(SIZE);
        putLeaves(log.files, leaves);
        const { problems } = await verify(log, { since: [given] });
        expect(problems.map(({ fault }) => fault)).toContain('history');
        expect(problems.map(({ hour }) => hour)).toContain(hourOf(i));
      }
    }
  });

  it('may grow while it is verified', async () => {
    const log = smallLog(SIZE);
    const before = new Map(log.files);
    putLeaves(before, log.leaves.slice(0, SIZE - 1));
    let grown = false;
    const read = async (path: string) => {
      const found = (grown ? log.files.get(path) : undefined) ?? before.get(path) ?? null;
      grown ||= path === 'log/checkpoint';
      return found;
    };
    expect(await verify({ ...log, read })).toMatchObject({ size: SIZE - 1, problems: [] });
  });

  it.each([
    ['"election":"mine"', '"election":"other"', 'election', 'other', 'mine'],
    // What is not even a text is not written out.
    ['"election":"mine"', '"election":{"toString":0}', 'election', '{…}', 'mine'],
    ['"mode":"rehearsal"', '"mode":["live"]', 'mode', '[…]', 'rehearsal'],
    ['"mode":"rehearsal"', '"mode":"live"', 'mode', 'live', 'rehearsal'],
    ['"number":13', '"number":12', 'number', '12', '13'],
    ['"kind":"hourly"', '"kind":"closing"', 'kind', 'closing', 'hourly'],
    ['"hour":"2024-05-03T20"', '"hour":"2024-05-03T21"', 'hour', '2024-05-03T21', '2024-05-03T20'],
    ['T20:00:00', 'T20:00:01', 'asOf', '2024-05-03T20:00:01+03:00', '2024-05-03T20:00:00+03:00'],
    ['"corrects":null', '"corrects":7', 'corrects', '7', null],
    ['"counted":"13:13:"', '"counted":"13:14:"', 'counted', '13:14:', '13:13:'],
    ['"sealed":null', '"sealed":"00"', 'sealed', '00', null],
  ])('names the hour of a file that says other than its leaf: %s, %s', async (own, other, field, told, logged) => {
    const log = smallLog(SIZE);
    logAnew(log, 13, 'json', (json) => json.replace(own, other));
    expect((await verify(log)).problems).toEqual([
      {
        fault: 'file',
        number: 13,
        hour: hourOf(13),
        finding: { kind: 'file-tells-other', field, told, logged },
      },
    ]);
  });

  it.each([
    ['"election":"mine","mode":"rehearsal","lineage"', '"election":"other","mode":"rehearsal","lineage"', 'election'],
    ['"mode":"rehearsal","lineage"', '"mode":"live","lineage"', 'mode'],
    ['"lineage":1,"number":13', '"lineage":1,"number":12', 'number'],
    ['T20:00:00+03:00","takenAt"', 'T19:00:00+03:00","takenAt"', 'asOf'],
  ])('names the hour of figures that are of something else than their bulletin: %s', async (own, other, field) => {
    const log = smallLog(SIZE);
    logAnew(log, 13, 'json', (json) => json.replace(own, other));
    // The CSV tells the same figures of the same thing, so that nothing but the leaf says otherwise.
    const { snapshot } = JSON.parse(text(log, 'bulletins/13.json')) as { snapshot: Snapshot };
    logAnew(log, 13, 'csv', () => snapshotCsv(snapshot, { code: 'XX', level: 'country' }));
    const { problems } = await verify(log);
    expect(problems).toMatchObject([
      {
        fault: 'file',
        number: 13,
        hour: hourOf(13),
        finding: { kind: 'file-tells-other', field: `snapshot.${field}` },
      },
    ]);
  });

  it.each([
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['of another schema', (json: string) => json.replace('turnout-bulletin/1', 'turnout-bulletin/2')],
    ['without areas', (json: string) => json.replace('"areas":', '"places":')],
    ['with a count for no area', (json: string) => json.replaceAll('"issued":[13,26]', '"issued":[13,25,1]')],
    ['with a count that is text', (json: string) => json.replace('"issued":39', '"issued":"39"')],
  ])('says so of a bulletin that is none: %s', async (_what, change) => {
    const log = smallLog(SIZE);
    logAnew(log, 13, 'json', change);
    expect((await verify(log)).problems).toEqual([
      { fault: 'file', number: 13, hour: hourOf(13), finding: { kind: 'no-bulletin' } },
    ]);
  });

  it('names the hour of a notice whose CSV counts something', async () => {
    const log = smallLog(SIZE);
    logAnew(log, 5, 'csv', (csv) => `${csv}mine,rehearsal,5,x,country,XX,all,400,15,,3.75\n`);
    expect((await verify(log)).problems).toMatchObject([{ fault: 'totals', number: 5, hour: hourOf(5) }]);
  });

  it('names the hour of parts that count what the whole does not', async () => {
    const log = smallLog(SIZE);
    logAnew(log, 13, 'json', (json) => json.replace('"byChannel":', '"cast":[13,26],"byChannel":'));
    expect((await verify(log)).problems).toContainEqual({
      fault: 'totals',
      number: 13,
      hour: hourOf(13),
      finding: { kind: 'told-of-parts-alone', measure: 'cast' },
    });
  });

  it.each([
    ['election', 'json', '"election":"mine"', '"election":"other"', 'file'],
    ['mode', 'json', '"mode":"rehearsal"', '"mode":"live"', 'file'],
    ['instant', 'json', 'T07:00:00', 'T06:00:00', 'file'],
    ['electors, in its CSV', 'csv', 'S,online,300', 'S,online,301', 'totals'],
    ['electors, in its JSON', 'json', '[100,300]', '[100,299]', 'totals'],
  ] as const)('says so of a manifest that tells another %s', async (_what, form, own, other, fault) => {
    const log = smallLog(SIZE);
    logAnew(log, 0, form, (file) => file.replace(own, other));
    expect((await verify(log)).problems).toMatchObject([{ fault, number: 0 }]);
  });

  it('has no promise to be held to where its manifest is half of one', async () => {
    const log = smallLog(SIZE);
    logAnew(log, 0, 'json', (json) => json.replace('"areas":', '"places":'));
    expect(await faults(log)).toContain('missing');
  });

  it('is refused where its head tells of more leaves than any election has', async () => {
    const log = smallLog(SIZE);
    const head = text(log, 'log/checkpoint').replace('\n30\n', '\n100000000000\n');
    log.files.set('log/checkpoint', utf8(head));
    await expect(verify(log)).rejects.toMatchObject({
      finding: { kind: 'too-many-leaves', size: 100_000_000_000, most: 250_000 },
    });
  });

  it('counts a notice of what was promised by nobody among no hours', async () => {
    // The final bulletin becomes a notice of its own hour, which the manifest does not promise.
    const log = smallLog(SIZE);
    const last = utf8(textOf(log.leaves.at(-1)!).replace('kind final', 'kind notice'));
    putLeaves(log.files, log.leaves.with(-1, last));
    expect((await verify(log)).hours).toEqual({ promised: 28, counted: 27, explained: 1 });
  });

  it("does not take a forged line for a witness's, nor an old one for this head's", async () => {
    const log = smallLog(SIZE);
    const note = readNote(text(log, 'log/checkpoint'))!;
    const own = text(log, 'log/checkpoint')
      .split('\n')
      .find((line) => line.includes('turnout.example/mine/rehearsal '))!;
    const forged = sign(null, utf8(cosignedText(note.text, 1_800_000_000)), LOG.secret);
    const older = readNote(text(smallLog(SIZE - 1), 'log/checkpoint'))!;
    const stale = older.signatures.find(({ name }) => name === WITNESS.key.name)!.signature;
    for (const signature of [cosignature(1_800_000_000, forged), stale]) {
      log.files.set('log/checkpoint', utf8(signedNote(note.text, [`${own}\n`, signatureLine(WITNESS.key, signature)])));
      const { problems, witnesses } = await verify(log);
      expect(witnesses).toEqual([]);
      expect(problems.map(({ fault }) => fault)).toEqual(['witness', 'witness']);
      expect(problems[0]).toMatchObject({ hour: hourOf(SIZE - 1) });
    }
  });

  it('says which promised hour nobody accounts for', async () => {
    const log = smallLog(SIZE);
    const files = new Map(log.files);
    const leaves = log.leaves.map((leaf, i) =>
      i === 9 ? utf8(textOf(leaf).replace('kind hourly', 'kind zero')) : leaf,
    );
    putLeaves(files, leaves);
    const { problems } = await verify({ ...log, files, read: async (path) => files.get(path) ?? null });
    expect(problems).toContainEqual(expect.objectContaining({ fault: 'hour', hour: hourOf(9) }));
  });

  it('tells a missing file from a changed one', async () => {
    const log = smallLog(SIZE);
    log.files.delete('bulletins/7.csv');
    expect((await verify(log)).problems).toEqual([
      expect.objectContaining({ fault: 'missing', number: 7, hour: hourOf(7) }),
    ]);
  });

  it('is not there at all when the folder is another', async () => {
    await expect(verifyLog(nodeCrypto, { read: async () => null })).rejects.toThrow(NoLogError);
  });
});
