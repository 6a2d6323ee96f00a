import { expect } from 'vitest';
import { goesOn } from '../../../shared/bulletin-log/add-checkpoint.ts';
import { headsText, readHeads, readSignedHead } from '../../../shared/bulletin-log/heads.ts';
import { signatureLine, signedNote } from '../../../shared/bulletin-log/note.ts';
import { type ReadLog, readLog } from '../../../shared/bulletin-log/read-log.ts';
import { nodeCrypto } from '../../bulletin-log/bulletin-log.ts';
import type { Program } from '../program.ts';
import { bulletinList, publishedNumbers } from '../published.ts';

const ELECTION = '/api/v1/elections/small';

/** All that the public was given of the small election while a program ran: files by their path, and who signed which head. */
export class Given {
  readonly files = new Map<string, string>();
  /** Texts of heads, each with the lines of those who signed it, whenever they came. */
  readonly heads = new Map<string, Set<string>>();

  /** Asks for the head over and over until `served` is done, then for everything else. */
  async whileServing<T>(program: Program, served: Promise<T>): Promise<T> {
    let done = false;
    const asking = (async () => {
      while (!done) {
        const answer = await fetch(`${program.url}${ELECTION}/log/checkpoint`);
        const note = await answer.text();
        if (answer.ok) this.#takeHeads(`${note}\n`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    const result = await served.finally(() => {
      done = true;
    });
    await asking;
    await this.takeAll(program);
    return result;
  }

  /** Takes all that the public is given now. */
  async takeAll(program: Program): Promise<void> {
    this.#takeHeads(await publishedText(program, 'log/checkpoints.txt'));
    const snapshots = (await publishedNumbers(program, 'small')).map(({ number }) => `snapshots/${number}`);
    const bulletins = (await bulletinList(program, 'small')).bulletins.map(({ number }) => `bulletins/${number}`);
    for (const path of [...snapshots, ...bulletins].flatMap((name) => [`${name}.json`, `${name}.csv`])) {
      this.files.set(path, await publishedText(program, path));
    }
  }

  /** The heads as `checkpoints.txt` has them. */
  get headsText(): string {
    return headsText([...this.heads].map(([text, lines]) => signedNote(text, [...lines])));
  }

  /** What of `earlier` is not here: paths of files whose bytes are others or gone, and heads with a signature. */
  lacks(earlier: Given): string[] {
    const files = [...earlier.files].filter(([path, bytes]) => this.files.get(path) !== bytes).map(([path]) => path);
    const signed = [...earlier.heads].flatMap(([text, lines]) =>
      [...lines].filter((line) => this.heads.get(text)?.has(line) !== true).map((line) => `${text}${line}`),
    );
    return [...files, ...signed];
  }

  #takeHeads(text: string): void {
    for (const { note } of readHeads(text)!) {
      const lines = this.heads.get(note.text) ?? new Set();
      for (const { name, keyId: id, signature } of note.signatures) lines.add(signatureLine({ name, id }, signature));
      this.heads.set(note.text, lines);
    }
  }
}

/** The log of the small election, read from the files that a program publishes, without a fault. */
export async function publishedLog(program: Program): Promise<ReadLog> {
  const log = await readLog(nodeCrypto, {
    read: async (path) => {
      const answer = await fetch(`${program.url}${ELECTION}/${path}`);
      return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    },
  });
  if (!('tree' in log)) throw new Error(`there is no log to read: ${JSON.stringify(log)}`);
  expect(log.problems).toEqual([]);
  return log;
}

/** Of the heads that were given, those from which the log does not go on, by the proof that a witness would be shown. */
export function headsLeftBehind(log: ReadLog, given: Given): string[] {
  const { head } = log.signed;
  return [...given.heads.keys()].filter((text) => {
    const old = readSignedHead(signedNote(text, [...given.heads.get(text)!]))!.head;
    return old.size > head.size || !goesOn(nodeCrypto, old, head, log.tree.consistency(old.size, head.size));
  });
}

async function publishedText(program: Program, path: string): Promise<string> {
  const answer = await fetch(`${program.url}${ELECTION}/${path}`);
  expect(answer.status, path).toBe(200);
  return await answer.text();
}
