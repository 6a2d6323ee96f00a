import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  DatabaseModeError,
  ElectionDiffersError,
  type ElectionPackage,
  type Loading,
  loadElection,
  problemText,
  readElectionPackage,
} from '../election-package/election-package.ts';
import { type Command, UsageError } from './command.ts';

/** `turnout load DIR [--live]`: an election package into the database, or every mistake in it. */
export const command: Command = {
  name: 'load',
  usage: 'load DIR [--live]',
  summary: 'read an election package into the database; --live fixes the mode of an empty one for ever',
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { live: { type: 'boolean', default: false } },
    });
    const [directory, ...more] = positionals;
    if (directory === undefined || more.length > 0) throw new UsageError('name one folder that holds a package');
    if (!(await isFolder(directory))) throw new UsageError(`${directory} is no folder`);

    const result = await readElectionPackage(directory);
    if (!result.ok) {
      for (const problem of result.problems) context.out(problemText(problem));
      context.err(`${counted(result.problems.length, 'mistake')} in ${directory}: nothing was loaded`);
      return 1;
    }
    const opened = await context.openDatabase();
    try {
      const loading = await loadElection(opened.database, result.package, { live: values.live });
      for (const line of summaryOf(result.package, { ...loading, live: values.live })) context.out(line);
      return 0;
    } catch (error) {
      if (!(error instanceof ElectionDiffersError || error instanceof DatabaseModeError)) throw error;
      context.err(error.message);
      return 1;
    } finally {
      await opened.end();
    }
  },
};

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function summaryOf(p: ElectionPackage, o: Loading & { live: boolean }): string[] {
  const { loaded, electorateChanges, live } = o;
  const { definition, areas, electorate } = p;
  const latest = new Map<string, (typeof electorate)[number]>();
  for (const row of electorate) {
    const key = `${row.area} ${row.channel}`;
    const known = latest.get(key);
    if (known === undefined || Date.parse(row.asOf) >= Date.parse(known.asOf)) latest.set(key, row);
  }
  const rows = [...latest.values()];
  const registered = (channel: string) =>
    rows.filter((row) => row.channel === channel).reduce((sum, row) => sum + row.registered, 0);
  const mode = live ? 'live' : 'rehearsal';
  const again =
    electorateChanges === 0
      ? 'nothing changed'
      : `${counted(electorateChanges, 'row')} of the electorate added, which the next snapshot counts`;
  return [
    loaded ? `${definition.id}: loaded (${mode})` : `${definition.id}: loaded before, ${again}`,
    `  areas       ${areas.length}`,
    `  precincts   ${areas.filter(({ leaf }) => leaf).length}`,
    `  channels    ${definition.channels.map(({ code }) => code).join(', ')}`,
    ...definition.channels.map(({ code }) => `  registered  ${code} ${registered(code)}`),
    `  registered  all ${definition.channels.reduce((sum, { code }) => sum + registered(code), 0)}`,
  ];
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
