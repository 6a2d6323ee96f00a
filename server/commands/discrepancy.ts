import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { closeDiscrepancy, type ListedDiscrepancy, listDiscrepancies } from '../counting/counting.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';

const LONGEST_TEXT = 1_000;

/** `turnout discrepancy list|close`: what needs a person, and what a person decided. */
export const command: Command = {
  name: 'discrepancy',
  usage: 'discrepancy list --election ID [--all]\ndiscrepancy close --election ID --id N --reason TEXT [--by NAME]',
  summary: 'what a person has to look at; one is closed with a reason, which its history keeps',
  async run(args, context) {
    const text = { type: 'string' } as const;
    const options = { election: text, id: text, reason: text, by: text, all: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [action, ...more] = positionals;
    const { election, id, reason, by, all } = values;
    if ((action !== 'list' && action !== 'close') || more.length > 0) {
      throw new UsageError('discrepancy takes one of list, close');
    }
    if (election === undefined) throw new UsageError(`discrepancy ${action} needs --election ID`);
    if (action === 'list') {
      if ((id ?? reason ?? by) !== undefined) throw new UsageError('--id, --reason and --by go with discrepancy close');
      return await list(context, { election, all: all === true });
    }
    if (all === true) throw new UsageError('--all goes with discrepancy list');
    return await close(context, {
      election,
      discrepancy: idOption(id),
      reason: textOption('reason', reason),
      who: textOption('by', by ?? userInfo().username),
    });
  },
};

async function list(context: CommandContext, o: { election: string; all: boolean }): Promise<number> {
  const opened = await context.openDatabase();
  try {
    const found = await listDiscrepancies(opened.database, o);
    for (const discrepancy of found) context.out(lineOf(discrepancy));
    context.err(
      `${found.length} ${o.all ? '' : 'open '}discrepanc${found.length === 1 ? 'y' : 'ies'} of ${o.election}`,
    );
    return 0;
  } finally {
    await opened.end();
  }
}

async function close(
  context: CommandContext,
  o: { election: string; discrepancy: number; reason: string; who: string },
): Promise<number> {
  const opened = await context.openDatabase();
  try {
    if (await closeDiscrepancy(opened.database, o)) {
      context.out(`${o.discrepancy} closed by ${o.who}: ${o.reason}`);
      return 0;
    }
    const known = (await listDiscrepancies(opened.database, { ...o, all: true })).find(
      ({ discrepancy }) => discrepancy === o.discrepancy,
    );
    context.err(
      known === undefined
        ? `There is no discrepancy ${o.discrepancy} of ${o.election}.`
        : `It was closed before: ${lineOf(known)}`,
    );
    return 2;
  } finally {
    await opened.end();
  }
}

/** `12  open    falls  area N2  channel station  source commissions/4  since snapshot 81, 2024-05-05T10:00:00.000Z`, and who closed it. */
function lineOf(d: ListedDiscrepancy): string {
  const where = [
    d.area === null ? null : `area ${d.area}`,
    d.channel === null ? null : `channel ${d.channel}`,
    d.source === null ? null : `source ${d.source}${d.seq === null ? '' : `/${d.seq}`}`,
  ].filter((part) => part !== null);
  const parts = [
    String(d.discrepancy),
    d.state.padEnd(6),
    d.rule,
    ...where,
    `since snapshot ${d.number}, ${d.as_of.toISOString()}`,
  ];
  if (d.state === 'closed') {
    const how = d.why === 'person' ? `by ${d.who}: ${d.note}` : 'its cause is gone';
    parts.push(`closed ${d.at.toISOString()}, ${how}`);
  }
  return parts.join('  ');
}

/** @throws UsageError */
function idOption(text: string | undefined): number {
  if (text !== undefined && /^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new UsageError(`discrepancy close needs --id N, a number that discrepancy list tells, not '${text ?? ''}'`);
}

/** @throws UsageError */
function textOption(name: string, text: string | undefined): string {
  const trimmed = text?.trim() ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be in it
  if (trimmed === '' || trimmed.length > LONGEST_TEXT || /[\u0000-\u001f\u007f]/.test(trimmed)) {
    throw new UsageError(`discrepancy close needs --${name} TEXT, one line of at most ${LONGEST_TEXT} characters`);
  }
  return trimmed;
}
