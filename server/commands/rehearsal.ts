import { parseArgs } from 'node:util';
import { DatabaseModeError, resetRehearsal, UnknownElectionError } from '../election-package/election-package.ts';
import { type Command, UsageError } from './command.ts';

/** `turnout rehearsal reset --election ID`: drops a rehearsal with everything sent, counted and published of it. */
export const command: Command = {
  name: 'rehearsal',
  usage: 'rehearsal reset --election ID',
  summary: 'drop a rehearsal with all that was counted of it; refused in a live database',
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { election: { type: 'string' } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'reset') throw new UsageError('say `rehearsal reset`');
    if (values.election === undefined) throw new UsageError('name the election: --election ID');
    const opened = await context.openDatabase();
    try {
      await resetRehearsal(opened.database, values.election);
      context.out(`${values.election}: dropped, with everything that was sent, counted and published of it`);
      return 0;
    } catch (error) {
      if (!(error instanceof DatabaseModeError || error instanceof UnknownElectionError)) throw error;
      context.err(error.message);
      return 1;
    } finally {
      await opened.end();
    }
  },
};
