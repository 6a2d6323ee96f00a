import { parseArgs } from 'node:util';
import { keyText, LOG_KEY, noteKey } from '../../shared/bulletin-log/note.ts';
import type { Mode } from '../../shared/election.ts';
import { isRehearsal, logName, newLogKey, nodeCrypto, readLogKey } from '../bulletin-log/bulletin-log.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { logHost } from './serve/log-signing.ts';

export const command: Command = {
  name: 'key',
  usage: 'key new FILE [--live]\nkey show FILE --election ID|--origin NAME [--live]',
  summary: 'make the key that signs the log of bulletins; show its public half as those who verify need it',
  ignores: ['LOG_KEY_FILE', 'WITNESSES_FILE'],
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { live: { type: 'boolean' }, origin: { type: 'string' }, election: { type: 'string' } },
    });
    const [verb, file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('key needs new or show, and one file');
    const mode: Mode = values.live === true ? 'live' : 'rehearsal';
    if (verb === 'new') {
      await newLogKey(file, mode).catch((error: unknown) => {
        const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
        throw exists ? new UsageError(`${file} is there already, and no key is ever written over`) : error;
      });
      context.err(
        `Made ${file}, which only you can read. Let LOG_KEY_FILE name it where votes are counted; keep a copy offline.`,
      );
      return 0;
    }
    if (verb !== 'show') throw new UsageError('key needs new or show, and one file');
    const { publicKey } = await readLogKey(file, mode);
    const origin = values.origin ?? (await originOf(values.election, mode, context));
    context.out(keyText(noteKey(nodeCrypto, origin, LOG_KEY, publicKey)));
    return 0;
  },
};

/** The name of an election's log, as the database of this installation has it or will give it. @throws UsageError */
async function originOf(election: string | undefined, mode: Mode, context: CommandContext): Promise<string> {
  if (election === undefined)
    throw new UsageError('key show needs --election, or --origin, the first line of the log’s heads');
  const opened = await context.openDatabase();
  try {
    const name = await logName(opened.database.pool('reading'), election, logHost(context.config));
    if (name === null) throw new UsageError(`--election: there is no election ${election}`);
    if (isRehearsal(name) !== (mode === 'rehearsal')) throw new UsageError(`--election: ${name} is of the other mode`);
    return name;
  } finally {
    await opened.end();
  }
}
