import { parseArgs } from 'node:util';
import { loadElection } from '../../election-package/election-package.ts';
import { type Command, UsageError } from '../command.ts';
import { countingMeasure } from './counting-measure.ts';
import { environmentLines } from './environment.ts';
import { httpMeasure } from './http-measure.ts';
import { importMeasure } from './import-measure.ts';
import type { Measure } from './measure.ts';
import { minuteMeasure } from './minute-measure.ts';
import { nationalElection } from './national-election.ts';
import { NoScratchDatabaseError, withScratchDatabase } from './scratch-database.ts';
import { numberPrecincts } from './stored-rows.ts';

const MEASURES: readonly Measure[] = [importMeasure, httpMeasure, countingMeasure, minuteMeasure];

/** `turnout bench NAME`: what something costs on this machine and database, beside the floor it stands on. */
export const command: Command = {
  name: 'bench',
  usage: `bench ${MEASURES.map(({ name }) => name).join('|')} [--rows N[,N…]] [--rounds N] [--precincts N]`,
  summary: 'measure against the floors, in a database of its own that is gone afterwards',
  async run(args, context) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args,
      options: { rows: text, rounds: text, precincts: text },
      allowPositionals: true,
    });
    const [name, ...more] = positionals;
    const measure = MEASURES.find((each) => each.name === name);
    if (measure === undefined || more.length > 0) {
      throw new UsageError(`bench takes one of ${MEASURES.map((each) => each.name).join(', ')}`);
    }
    const sizes = values.rows?.split(',').map((each) => wholeNumber('rows', each)!) ?? measure.sizes;
    const rounds = wholeNumber('rounds', values.rounds) ?? measure.rounds;
    const precincts = wholeNumber('precincts', values.precincts);
    const opened = await context.openDatabase();
    try {
      await withScratchDatabase({ url: opened.url, log: context.log, stopped: context.stopped }, async (scratch) => {
        const election = nationalElection(precincts === null ? undefined : { precincts });
        await loadElection(scratch.database, election.package);
        const owner = scratch.database.pool('owner');
        await numberPrecincts(owner, election);
        context.out(`${measure.name}: ${measure.says}`);
        for (const line of await environmentLines(owner)) context.out(line);
        context.out(
          `${election.precincts.length} precincts, ${sizes.join(', ')} rows, ${rounds} rounds, taking turns; medians.`,
        );
        await measure.run({ scratch, election, sizes, rounds, context });
      });
      return 0;
    } catch (error) {
      if (!(error instanceof NoScratchDatabaseError)) throw error;
      context.err(error.message);
      return 2;
    } finally {
      await opened.end();
    }
  },
};

/** @throws UsageError */
function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new UsageError(`--${name} needs a whole number from 1 on, not '${text}'`);
  return Number(text);
}
