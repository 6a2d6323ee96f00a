import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSize, SIZE_TYPE } from '../../../shared/bulletin-log/add-checkpoint.ts';
import { base64Of, sameBytes } from '../../../shared/bulletin-log/bytes.ts';
import { keyText } from '../../../shared/bulletin-log/note.ts';
import { fullCounts } from '../counts.ts';
import { type Program, runProgram, startProgram, temporaryFolder } from '../program.ts';
import { LOG } from '../small-log.ts';
import { leaves, TestLog } from '../test-log.ts';

const KILLS = fullCounts ? 60 : 8;
/** Heads that are asked for between two kills, at most. */
const HEADS = 25;

/** One way on, and the leaves it is made of. */
interface History {
  readonly texts: readonly string[];
  readonly log: TestLog;
}

interface Signed {
  readonly history: History;
  readonly size: number;
}

const historyOf = (texts: readonly string[]): History => ({ texts, log: new TestLog(texts) });

describe('a witness that is killed while two ways on are asked of it', {
  timeout: fullCounts ? 600_000 : 120_000,
}, () => {
  it('has signed only one of them, whatever was answered before', async () => {
    const folder = await temporaryFolder();
    const key = join(folder, 'key');
    const made = await runProgram({ args: ['witness', 'new', key, '--name', 'observer.example/w'] });
    expect(made.code, made.output).toBe(0);
    const args = ['witness', 'serve', key, '--log', keyText(LOG.key), '--state', join(folder, 'memory')];
    const start = (...more: string[]) => startProgram({ args: [...args, ...more], answersAt: 'add-checkpoint' });

    const signed: Signed[] = [];
    let cutShort = 0;
    let last: Signed = { history: historyOf(leaves('first', 1)), size: 0 };
    let ways: readonly History[] = [last.history];
    for (let kill = 0; kill < KILLS; kill++) {
      const witness = await (kill === 0 ? start('--first') : start());
      last = await standOf(witness, ways);
      const { size: from, history } = last;
      // They part where it stands: it may go either way, and must stay with it.
      ways = ['left', 'right'].map((side) =>
        historyOf([...history.texts.slice(0, from), ...leaves(`${side}${kill}-`, HEADS)]),
      );
      let asked = 0;
      const ends = await Promise.allSettled(
        ways.map(async (way) => {
          for (let old = from, size = from + 1; size <= from + HEADS; size++) {
            const answer = fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body: way.log.asking(old, size) });
            asked += 1;
            // Without waiting for the answer: it dies somewhere between what it keeps and what it says.
            if (asked === 4 + 3 * kill) void witness.kill();
            const response = await answer;
            const said = await response.text();
            if (response.status === 200) {
              signed.push({ history: way, size });
              old = size;
            } else if (response.headers.get('content-type') === SIZE_TYPE) {
              old = Math.min(size, readSize(said.trim()) ?? 0);
            }
          }
        }),
      );
      cutShort += ends.filter(({ status }) => status === 'rejected').length;
      await witness.kill();
    }
    expect(signed.length).toBeGreaterThan(KILLS);
    expect(cutShort).toBeGreaterThan(KILLS / 2);
    for (const a of signed) {
      for (const b of signed.filter(({ size }) => size >= a.size)) {
        expect(sameBytes(a.history.log.tree.root(a.size), b.history.log.tree.root(a.size))).toBe(true);
      }
    }
    // It remembers all that it ever gave out, and more where it was killed before it could say so.
    const witness = await start();
    const end = await standOf(witness, ways);
    for (const { history, size } of signed) {
      expect(sameBytes(history.log.tree.root(size), end.history.log.tree.root(size))).toBe(true);
    }
    await witness.stop();
  });
});

/** Where the witness says that it stands: which of the ways it went, and how far. */
async function standOf(witness: Program, ways: readonly History[]): Promise<Signed> {
  const told = /: (\d+) leaves, root (\S+)/.exec(await (await fetch(witness.url)).text());
  if (told === null) return { history: ways[0]!, size: 0 };
  const size = Number(told[1]);
  const history = ways.find(({ texts, log }) => size <= texts.length && base64Of(log.tree.root(size)) === told[2]);
  expect(history, `one of the ways has the ${size} leaves it signed`).toBeDefined();
  return { history: history!, size };
}
