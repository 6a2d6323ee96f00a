import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keyText, LOG_KEY } from '../../shared/bulletin-log/note.ts';
import type { Mode } from '../../shared/election.ts';
import { isRehearsal, newWitnessKey, nodeCrypto, readWitnessKey } from '../bulletin-log/bulletin-log.ts';
import { SignedHeads, Witness, witnessServer } from '../witness/witness.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { noteKeys } from './note-keys.ts';
import { listen } from './serve/addresses.ts';

const CLOSE_WITHIN_MS = 1_500;

export const command: Command = {
  name: 'witness',
  usage:
    'witness new FILE --name NAME [--live]\nwitness show FILE [--live]\nwitness serve FILE --log KEY|FILE… [--state DIR] [--live]',
  summary: 'watch over the logs of others: sign each head that goes on from the last one, and none that does not',
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        live: { type: 'boolean' },
        name: { type: 'string' },
        log: { type: 'string', multiple: true },
        state: { type: 'string' },
      },
    });
    const [verb, file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('witness needs new, show or serve, and one file');
    const mode: Mode = values.live === true ? 'live' : 'rehearsal';
    switch (verb) {
      case 'new':
        if (values.name === undefined) throw new UsageError('witness new needs --name, as in observer.example/w1');
        await makeKey(file, values.name, mode);
        context.err(
          `Made ${file}, which only you can read. Its public half, for those who run the log and those who verify it:`,
        );
        context.out(keyText((await readWitnessKey(file, mode)).key));
        return 0;
      case 'show':
        context.out(keyText((await readWitnessKey(file, mode)).key));
        return 0;
      case 'serve': {
        const state = values.state ?? join(context.config.dataDirectory, `witness-${mode}`);
        await serve(context, { file, mode, state, logs: values.log ?? [] });
        return 0;
      }
      default:
        throw new UsageError('witness needs new, show or serve, and one file');
    }
  },
};

async function makeKey(file: string, name: string, mode: Mode): Promise<void> {
  await newWitnessKey(file, name, mode).catch((error: unknown) => {
    if (error instanceof RangeError) throw new UsageError(`--name: ${error.message}`);
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw exists ? new UsageError(`${file} is there already, and no key is ever written over`) : error;
  });
}

async function serve(
  { config, log, out, stopped }: CommandContext,
  o: { file: string; mode: Mode; state: string; logs: readonly string[] },
): Promise<void> {
  if (o.logs.length === 0) throw new UsageError('witness serve needs --log, the key of the log to watch over');
  const logs = await noteKeys('--log', o.logs, LOG_KEY);
  for (const { name } of logs) {
    if (isRehearsal(name) !== (o.mode === 'rehearsal')) {
      throw new UsageError(
        `--log: ${name} is of the other mode; a witness signs for ${o.mode} logs or for the others, never both`,
      );
    }
  }
  const signer = await readWitnessKey(o.file, o.mode);
  const heads = new SignedHeads(o.state);
  const witness = new Witness({ crypto: nodeCrypto, signer, logs, heads, now: () => new Date() });
  // A memory that cannot be read stops the start, not the first request.
  for (const { name } of logs) await witness.last(name);
  const server = witnessServer(witness, {
    tls:
      config.tls === null ? null : { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
    told: (line, isFault) => (isFault ? log.warn(line) : log.info(line)),
  });
  const { origin } = await listen(server, { port: config.port, host: config.host, tls: config.tls !== null });
  out(`Turnout witness ${signer.key.name}, signing for ${logs.map(({ name }) => name).join(', ')}`);
  out(`  heads   ${origin}/add-checkpoint`);
  out(`  memory  ${o.state}`);
  if (!stopped.aborted) await once(stopped, 'abort');
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(impatient);
}
