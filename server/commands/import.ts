import { parseArgs } from 'node:util';
import { electionFacts } from '../counting/counting.ts';
import {
  addSource,
  ImportHeaderError,
  importFile,
  isDatabaseAway,
  RejectFileError,
  readVoterKey,
  SOURCE_NAME,
  voterTokens,
} from '../ingest/ingest.ts';
import { type Command, UsageError } from './command.ts';
import { progressBar } from './progress-bar.ts';

export const command: Command = {
  name: 'import',
  usage: 'import FILE.csv[.gz] --election ID --source ID',
  summary: 'store the ballot issues or count reports of a file; makes the source if it is new',
  async run(args, context) {
    const options = { election: { type: 'string' }, source: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { election, source } = values;
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError('import takes one file');
    if (election === undefined || source === undefined)
      throw new UsageError('import needs --election ID and --source ID');
    if (!SOURCE_NAME.test(source)) throw new UsageError(`no source can be named ${source}`);
    const { voterKeyFile } = context.config;
    const voterToken = voterKeyFile === null ? undefined : voterTokens(readVoterKey(voterKeyFile), election);
    const opened = await context.openDatabase();
    try {
      if ((await electionFacts(opened.database.pool('counting'), election)) === null) {
        context.err(`There is no election ${election} in this database.`);
        return 2;
      }
      if (await addSource(opened.database, { election, source })) context.out(`Made the source ${source}.`);
      const bar = progressBar(`importing ${path}`);
      const totals = await importFile(opened.database, {
        path,
        election,
        source,
        voterToken,
        onProgress: bar.update,
        signal: context.stopped,
      }).finally(bar.stop);
      const { kind, accepted, replayed, rejected, durableUpTo, rejects } = totals;
      context.out(
        `${kind}: ${accepted} stored, ${replayed} were there already, ${rejected} refused; stored without a hole up to number ${durableUpTo}.`,
      );
      if (rejects === null) return 0;
      context.out(`The refused lines are listed in ${rejects}.`);
      return 1;
    } catch (error) {
      if (isDatabaseAway(error)) {
        context.err(`The database stopped answering: ${error.message}.`);
        context.err(
          'What was stored stays. Run the same command again once it answers: it goes on, and counts no line twice.',
        );
        return 2;
      }
      if (!(error instanceof ImportHeaderError || error instanceof RejectFileError)) throw error;
      context.err(`${path}: ${error.message}`);
      return 2;
    } finally {
      await opened.end();
    }
  },
};
