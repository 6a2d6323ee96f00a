import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readHeads, readSignedHead, type SignedHead } from '../../../shared/bulletin-log/heads.ts';
import { type NoteKey, readKey, WITNESS_KEY } from '../../../shared/bulletin-log/note.ts';
import { type OpenedFile, readOpenedFile } from '../../../shared/bulletin-log/opened-file.ts';
import { NoLogError, verifyLog } from '../../../shared/bulletin-log/verify.ts';
import { nodeCrypto } from '../../bulletin-log/bulletin-log.ts';
import { type Command, UsageError } from '../command.ts';
import { noteKeys } from '../note-keys.ts';
import { progressBar } from '../progress-bar.ts';
import { electionAddresses, FileUnreachableError, logFilesAt, savedTo } from './log-files.ts';
import { findingText, problemText, verdictLines } from './verdict-text.ts';

/** Lines of problems that are printed; the rest are counted. */
const MOST_LINES = 60;

export const command: Command = {
  name: 'verify',
  usage:
    'verify DIR|URL [--since CHECKPOINT] [--key KEY] [--witness KEY|FILE…] [--quorum N] [--opened FILE…] [--save DIR]',
  summary: 'prove the published bulletins from their files alone, offline and without a database',
  async run(args, context) {
    const text = { type: 'string' } as const;
    const texts = { type: 'string', multiple: true } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { since: text, key: text, save: text, quorum: text, witness: texts, opened: texts },
    });
    const [place, ...more] = positionals;
    if (place === undefined || more.length > 0) throw new UsageError('verify needs one folder or address');
    const since = values.since === undefined ? [] : await headsIn(values.since);
    const key = values.key === undefined ? undefined : keyOf(values.key);
    const witnesses = await noteKeys('--witness', values.witness ?? [], WITNESS_KEY);
    const quorum = values.quorum === undefined ? undefined : quorumOf(values.quorum, witnesses.length);
    const opened = await Promise.all((values.opened ?? []).map(openedIn));
    const read = await logFilesAt(place);
    const files = values.save === undefined ? read : savedTo(values.save, read);
    const bar = progressBar('verifying');
    try {
      const options = {
        since,
        witnesses,
        opened,
        onProgress: bar.update,
        ...(key === undefined ? {} : { key }),
        ...(quorum === undefined ? {} : { quorum }),
      };
      const verdict = await verifyLog(nodeCrypto, files, options).finally(bar.stop);
      if (verdict.problems.length === 0) {
        const own = { since: since.length, keyGiven: key !== undefined, witnesses: witnesses.length };
        for (const line of verdictLines(verdict, own)) context.out(line);
        for (const { number } of opened) {
          context.out(
            `The opened file is, byte for byte, the one that bulletin ${number} committed to when it was published, and each of its levels adds up to what that bulletin told.`,
          );
        }
        return 0;
      }
      context.out(
        `WRONG: the log of ${verdict.election} is not as it should be. Differences found: ${verdict.problems.length}.`,
      );
      for (const problem of verdict.problems.slice(0, MOST_LINES)) context.out(`  ${problemText(problem)}`);
      if (verdict.problems.length > MOST_LINES) context.out(`  … and ${verdict.problems.length - MOST_LINES} more`);
      return 1;
    } catch (error) {
      if (!(error instanceof NoLogError || error instanceof FileUnreachableError)) throw error;
      const isThere = error instanceof NoLogError;
      context.err(`${place}: ${isThere ? findingText(error.finding) : error.message}`);
      if (isThere) for (const address of await electionAddresses(place)) context.err(`An election there: ${address}`);
      return isThere ? 1 : 2;
    }
  },
};

/** One head, or every one of a `checkpoints.txt`. */
async function headsIn(file: string): Promise<readonly SignedHead[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--since: there is no file ${file}`);
  });
  const one = readSignedHead(text);
  const heads = one === null ? readHeads(text) : [one];
  if (heads === null || heads.length === 0) throw new UsageError(`--since: ${file} holds no signed head of a log`);
  return heads;
}

async function openedIn(file: string): Promise<OpenedFile> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`--opened: there is no file ${file}`);
  });
  const opened = readOpenedFile(bytes);
  if (opened === null) throw new UsageError(`--opened: ${file} is no officials' file as turnout open writes it`);
  return opened;
}

function keyOf(text: string): NoteKey {
  const key = readKey(nodeCrypto, text);
  if (key === null) throw new UsageError('--key needs a key as the log publishes it: name+id+base64');
  return key;
}

/** @param witnesses how many were named: a quorum among those that the log names itself would prove nothing */
function quorumOf(text: string, witnesses: number): number {
  const quorum = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0;
  if (quorum === 0 || quorum > witnesses) {
    throw new UsageError(
      `--quorum needs a number from 1 to that of the witnesses you name with --witness, ${witnesses} now`,
    );
  }
  return quorum;
}
