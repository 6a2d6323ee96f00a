import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { base64Of } from '../../shared/bulletin-log/bytes.ts';
import type { SignedHead } from '../../shared/bulletin-log/heads.ts';
import { keyText, LOG_KEY, type NoteKey } from '../../shared/bulletin-log/note.ts';
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
    'witness new FILE --name NAME [--live]\nwitness show FILE [--live]\nwitness serve FILE --log KEY|FILE… [--first] [--state DIR] [--live]',
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
        first: { type: 'boolean' },
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
        const state = resolve(values.state ?? join(context.config.dataDirectory, `witness-${mode}`));
        await serve(context, { file, mode, state, logs: values.log ?? [], first: values.first === true });
        return 0;
      }
      default:
        throw new UsageError('witness needs new, show or serve, and one file');
    }
  },
};

/**
 * Sees to it that every log has a memory: a new one only where it was said that this is the first time, and never beside an old one.
 *
 * @throws UsageError
 */
async function beginMemory(
  heads: SignedHeads,
  logs: readonly NoteKey[],
  { first, state }: { first: boolean; state: string },
): Promise<void> {
  const unknown: string[] = [];
  for (const name of new Set(logs.map((key) => key.name))) if (!(await heads.isBegun(name))) unknown.push(name);
  if (first && unknown.length === 0) {
    throw new UsageError(`--first: ${state} remembers each of these logs already; start without it`);
  }
  if (!first && unknown.length > 0) {
    throw new UsageError(
      `${state} remembers nothing of ${unknown.join(', ')}. If it has never signed a head of it, start once with --first; ` +
        'if it has, bring that folder back: a second history must not be signed',
    );
  }
  for (const name of unknown) await heads.begin(name);
}

function memoryText(last: SignedHead | null): string {
  return last === null ? 'nothing signed yet' : `${last.head.size} leaves, root ${base64Of(last.head.root)}`;
}

async function makeKey(file: string, name: string, mode: Mode): Promise<void> {
  await newWitnessKey(file, name, mode).catch((error: unknown) => {
    if (error instanceof RangeError) throw new UsageError(`--name: ${error.message}`);
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw exists ? new UsageError(`${file} is there already, and no key is ever written over`) : error;
  });
}

async function serve(
  { config, log, out, stopped }: CommandContext,
  o: { file: string; mode: Mode; state: string; logs: readonly string[]; first: boolean },
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
  // A memory that is away or cannot be read stops the start, not the first request.
  await beginMemory(heads, logs, o);
  const remembered = await Promise.all(
    logs.map(async ({ name }) => `${name}: ${memoryText(await witness.last(name))}`),
  );
  const server = witnessServer(witness, {
    tls:
      config.tls === null ? null : { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
    told: (line, isFault) => (isFault ? log.warn(line) : log.info(line)),
  });
  const { origin } = await listen(server, { port: config.port, host: config.host, tls: config.tls !== null });
  out(`Turnout witness ${signer.key.name}, signing for ${logs.map(({ name }) => name).join(', ')}`);
  out(`  memory  ${o.state}`);
  for (const line of remembered) out(`          ${line}`);
  out(`  heads   ${origin}/add-checkpoint`);
  if (!stopped.aborted) await once(stopped, 'abort');
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(impatient);
}
