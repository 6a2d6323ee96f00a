import { parseArgs } from 'node:util';
import { electionFacts } from '../counting/counting.ts';
import { type Difference, recount } from '../recount/recount.ts';
import { type Command, UsageError } from './command.ts';
import { progressBar } from './progress-bar.ts';

/** Lines of differences that are printed; the rest are counted. */
const MOST_LINES = 40;

export const command: Command = {
  name: 'recount',
  usage: 'recount --election ID',
  summary: 'count again from the rows alone, and compare with every sum, snapshot and bulletin',
  async run(args, context) {
    const { values } = parseArgs({ args, options: { election: { type: 'string' } } });
    if (values.election === undefined) throw new UsageError('recount needs --election ID');
    const opened = await context.openDatabase();
    try {
      if ((await electionFacts(opened.database.pool('counting'), values.election)) === null) {
        context.err(`There is no election ${values.election} in this database.`);
        return 2;
      }
      const bar = progressBar('recounting');
      const result = await recount(opened.database, values.election, bar.update).finally(bar.stop);
      context.out(
        `Recounted ${values.election} from ${result.rows} rows: ${result.snapshots} snapshots and ${result.bulletins} frozen hours compared.`,
      );
      if (result.onlyBytes > 0) {
        context.out(
          `${result.onlyBytes} earlier snapshots were counted in another cluster: only their bytes and their chain were checked.`,
        );
      }
      const [first] = result.differences;
      if (first === undefined) {
        context.out('Everything agrees.');
        return 0;
      }
      context.out(`WRONG: ${result.differences.length} figures differ. The first: ${differenceText(first)}`);
      for (const difference of result.differences.slice(0, MOST_LINES)) context.out(`  ${differenceText(difference)}`);
      if (result.differences.length > MOST_LINES) {
        context.out(`  … and ${result.differences.length - MOST_LINES} more`);
      }
      return 1;
    } finally {
      await opened.end();
    }
  },
};

function differenceText(d: Difference): string {
  const where = d.what === 'bulletin' ? `bulletin of hour ${d.asOf}` : `snapshot ${d.number} as of ${d.asOf}`;
  if (d.measure === 'sha256') return `${where}: its bytes are not those that were kept`;
  return `${where}: area ${d.area}, channel ${d.channel}: ${d.measure} is kept as ${d.kept}, the rows give ${d.recounted} (${d.what})`;
}
