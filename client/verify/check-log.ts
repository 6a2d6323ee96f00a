import { textOf } from '../../shared/bulletin-log/bytes.ts';
import { readHeads, readSignedHead, type SignedHead } from '../../shared/bulletin-log/heads.ts';
import { readManifest } from '../../shared/bulletin-log/manifest.ts';
import { LOG_KEY, type NoteKey, readKey, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import type { LogFiles } from '../../shared/bulletin-log/read-log.ts';
import { NoLogError, verifyLog } from '../../shared/bulletin-log/verify.ts';
import { browserCrypto } from './browser-crypto.ts';
import type { Stage } from './page-state.ts';
import { logAmong, type SavedFiles, type Unreadable, UnreadableFilesError } from './saved-files.ts';

/** What the reader has from elsewhere, as it was typed; empty where nothing was. */
export interface FromElsewhere {
  readonly heads: string;
  /** A line each, of the log or of a witness. */
  readonly keys: string;
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
  if (since === null) return { at: 'nothing', why: { kind: 'no-head' } };
  const keys = keysIn(given.keys);
  if (keys === null) return { at: 'nothing', why: { kind: 'no-key' } };
  try {
    return await verdictOn(inTurns(logAmong(await open())), since, keys, onProgress);
  } catch (error) {
    if (error instanceof NoLogError) return { at: 'nothing', why: { kind: 'no-log', finding: error.finding } };
    const reason: Unreadable =
      error instanceof UnreadableFilesError ? error.reason : { kind: 'failed', error: String(error) };
    return { at: 'nothing', why: { kind: 'unreadable', reason } };
  }
}

async function verdictOn(
  files: LogFiles,
  since: readonly SignedHead[],
  keys: readonly NoteKey[],
  onProgress: (done: number, of: number) => void,
): Promise<Stage> {
  const key = keys.find(({ type }) => type === LOG_KEY);
  const witnesses = keys.filter(({ type }) => type === WITNESS_KEY);
  const options = { since, onProgress, witnesses, ...(key === undefined ? {} : { key }) };
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

/** The keys of a text, one a line; `null` where a line is none. */
function keysIn(text: string): readonly NoteKey[] | null {
  const keys: NoteKey[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    const key = line === '' ? undefined : readKey(browserCrypto, line);
    if (key === null) return null;
    if (key !== undefined) keys.push(key);
  }
  return keys;
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
