import { parseArgs } from 'node:util';
import type { Database } from '../database/database.ts';
import { addSourceWithKey, listSources, revokeSource, rotateSource, type SourceListing } from '../ingest/ingest.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';

interface Asked {
  readonly election: string;
  readonly source: string | undefined;
  readonly channel: string | undefined;
  readonly area: string | undefined;
  /** Batches a minute. */
  readonly rate: number | undefined;
}

type Action = (database: Database, asked: Asked, context: CommandContext) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = { add, rotate, revoke, list };

export const command: Command = {
  name: 'source',
  usage:
    'source add --election ID --source ID [--channel C] [--area CODE] [--rate N]\nsource rotate|revoke --election ID --source ID\nsource list --election ID',
  summary: 'keys of sources; a key is printed once, alone on standard output, and kept nowhere',
  async run(args, context) {
    const text = { type: 'string' } as const;
    const options = { election: text, source: text, channel: text, area: text, rate: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name = '', ...more] = positionals;
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action === undefined || more.length > 0) throw new UsageError('source takes one of add, rotate, revoke, list');
    const { election, source, channel, area } = values;
    if (election === undefined) throw new UsageError(`source ${name} needs --election ID`);
    if (name !== 'list' && source === undefined) throw new UsageError(`source ${name} needs --source ID`);
    if (name !== 'add' && (channel ?? area ?? values.rate) !== undefined)
      throw new UsageError('--channel, --area and --rate go with source add');
    const rate = rateOption(values.rate);
    const opened = await context.openDatabase();
    try {
      return await action(opened.database, { election, source, channel, area, rate }, context);
    } finally {
      await opened.end();
    }
  },
};

async function add(database: Database, { election, source = '', channel, area, rate }: Asked, context: CommandContext) {
  const limits = {
    ...(channel === undefined ? {} : { channel }),
    ...(area === undefined ? {} : { area }),
    ...(rate === undefined ? {} : { batchesPerMinute: rate }),
  };
  const added = await addSourceWithKey(database, { election, source, ...limits });
  if (!added.ok) return refused(context, added.problem);
  return printKey(context, added.key, `Source ${source} may send for ${election} with this key, shown only now:`);
}

/** @throws UsageError */
function rateOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--rate needs batches a minute, 1 to 999999, not '${text}'`);
}

async function rotate(database: Database, { election, source = '' }: Asked, context: CommandContext) {
  const key = await rotateSource(database, { election, source });
  if (key === null) return refused(context, `There is no source ${source} of ${election}.`);
  return printKey(
    context,
    key,
    `Source ${source} may send with this key, shown only now; the one before opens nothing:`,
  );
}

async function revoke(database: Database, { election, source = '' }: Asked, context: CommandContext) {
  if (!(await revokeSource(database, { election, source }))) {
    return refused(context, `There is no source ${source} of ${election}.`);
  }
  context.err(`The key of source ${source} opens nothing any more; what it sent stays.`);
  return 0;
}

async function list(database: Database, { election }: Asked, context: CommandContext) {
  const header = ['source', 'channel', 'area', 'batches a minute', 'key', 'last heard', 'stored without a hole up to'];
  const rows = (await listSources(database, election)).map(cells);
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  for (const row of [header, ...rows]) {
    context.out(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
  }
  return 0;
}

function cells(listing: SourceListing): string[] {
  const {
    source,
    channel,
    area,
    batches_per_minute: rate,
    key,
    heard_at: heardAt,
    durable_up_to: durableUpTo,
  } = listing;
  const may = [channel ?? 'any', area ?? 'any', String(rate ?? 'any')];
  return [source, ...may, key, heardAt?.toISOString() ?? 'never', String(durableUpTo ?? 0)];
}

function printKey(context: CommandContext, key: string, what: string): number {
  context.err(what);
  context.out(key);
  return 0;
}

function refused(context: CommandContext, why: string): number {
  context.err(why);
  return 2;
}
