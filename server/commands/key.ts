import { parseArgs } from 'node:util';
import { keyText, LOG_KEY, noteKey } from '../../shared/bulletin-log/note.ts';
import type { Mode } from '../../shared/election.ts';
import { newLogKey, nodeCrypto, readLogKey } from '../bulletin-log/bulletin-log.ts';
import { type Command, UsageError } from './command.ts';

export const command: Command = {
  name: 'key',
  usage: 'key new FILE [--live]\nkey show FILE --origin NAME [--live]',
  summary: 'make the key that signs the log of bulletins; show its public half as those who verify need it',
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { live: { type: 'boolean' }, origin: { type: 'string' } },
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
    if (values.origin === undefined) throw new UsageError('key show needs --origin, the first line of the log’s heads');
    const { publicKey } = await readLogKey(file, mode);
    context.out(keyText(noteKey(nodeCrypto, values.origin, LOG_KEY, publicKey)));
    return 0;
  },
};
