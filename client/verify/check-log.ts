import { textOf } from '../../shared/bulletin-log/bytes.ts';
import { readHeads, readSignedHead, type SignedHead } from '../../shared/bulletin-log/heads.ts';
import { readManifest } from '../../shared/bulletin-log/manifest.ts';
import { type NoteKey, readKey } from '../../shared/bulletin-log/note.ts';
import type { LogFiles } from '../../shared/bulletin-log/read-log.ts';
import { NoLogError, verifyLog } from '../../shared/bulletin-log/verify.ts';
import { browserCrypto } from './browser-crypto.ts';
import type { Stage } from './page-state.ts';
import { logAmong, type SavedFiles, UnreadableFilesError } from './saved-files.ts';

/** What the reader has from elsewhere, as it was typed; empty where nothing was. */
export interface FromElsewhere {
  readonly heads: string;
  readonly key: string;
}

/** The page works so long before it lets the browser paint and answer. */
const TURN_MS = 40;

/** Verifies the log among such files and gives the stage that the page is at then: a verdict, or why there is none. */
export async function checkLog(
  open: () => Promise<SavedFiles>,
  given: FromElsewhere,
  onProgress: (done: number, of: number) => void,
): Promise<Stage> {
  const since = headsIn(given.heads);
  if (since === null) return { at: 'nothing', why: 'no-head', detail: '' };
  const key = given.key.trim() === '' ? undefined : readKey(browserCrypto, given.key);
  if (key === null) return { at: 'nothing', why: 'no-key', detail: '' };
  try {
    return await verdictOn(inTurns(logAmong(await open())), since, key, onProgress);
  } catch (error) {
    if (error instanceof NoLogError) return { at: 'nothing', why: 'no-log', detail: error.message };
    if (error instanceof UnreadableFilesError) return { at: 'nothing', why: 'unreachable', detail: error.message };
    throw error;
  }
}

async function verdictOn(
  files: LogFiles,
  since: readonly SignedHead[],
  key: NoteKey | undefined,
  onProgress: (done: number, of: number) => void,
): Promise<Stage> {
  const options = { since, onProgress, ...(key === undefined ? {} : { key }) };
  const verdict = await verifyLog(browserCrypto, files, options);
  const manifest = await files.read('bulletins/0.json');
  const head = await files.read('log/checkpoint');
  return {
    at: 'verdict',
    verdict,
    with: {
      heads: since.length,
      keyGiven: key !== undefined,
      key: manifest === null ? null : (readManifest(new TextDecoder().decode(manifest))?.keys.log ?? null),
      head: head === null ? null : textOf(head),
    },
  };
}

/** The heads of a checkpoint or of a checkpoints.txt; `null` where the text is neither, none where it is empty. */
function headsIn(text: string): readonly SignedHead[] | null {
  // A text that was pasted may have lost the line feed at its end, or gained some.
  const lines = text.replaceAll('\r\n', '\n').trim();
  if (lines === '') return [];
  const one = readSignedHead(`${lines}\n`);
  return one === null ? readHeads(`${lines}\n\n`) : [one];
}

/** The same files, with a turn for the browser now and then: the bar moves, and a hidden page is as quick. */
function inTurns(files: LogFiles): LogFiles {
  const { port1, port2 } = new MessageChannel();
  let begun = performance.now();
  return {
    read: async (path) => {
      if (performance.now() - begun > TURN_MS) {
        await new Promise((resolve) => {
          port1.onmessage = resolve;
          port2.postMessage(null);
        });
        begun = performance.now();
      }
      return files.read(path);
    },
  };
}
