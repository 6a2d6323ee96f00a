import { parseArgs } from 'node:util';
import { turnoutPctText } from '../../shared/turnout.ts';
import { electionFacts } from '../counting/counting.ts';
import type { Database } from '../database/database.ts';
import { type NotRebuilt, type RebuiltCount, rebuildArea } from '../recount/rebuild.ts';
import { type Difference, recount } from '../recount/recount.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { progressBar } from './progress-bar.ts';

/** Lines of differences that are printed; the rest are counted. */
const MOST_LINES = 40;

export const command: Command = {
  name: 'recount',
  usage: 'recount --election ID\nrecount --election ID --at INSTANT --area CODE',
  summary:
    'count again from the rows alone, and compare with every sum, snapshot and bulletin; or one area at one past minute',
  async run(args, context) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { election: text, at: text, area: text } });
    if (values.election === undefined) throw new UsageError('recount needs --election ID');
    const { at, area } = values;
    if ((at === undefined) !== (area === undefined)) throw new UsageError('--at INSTANT and --area CODE go together');
    const instant = at === undefined ? undefined : instantOf(at);
    const opened = await context.openDatabase();
    try {
      if ((await electionFacts(opened.database.pool('counting'), values.election)) === null) {
        context.err(`There is no election ${values.election} in this database.`);
        return 2;
      }
      if (instant !== undefined && area !== undefined) {
        return await rebuild(opened.database, { election: values.election, area, at: instant }, context);
      }
      const bar = progressBar('recounting');
      const result = await recount(opened.database, values.election, bar.update).finally(bar.stop);
      context.out(
        `Recounted ${values.election} from ${result.rows} rows: ${result.snapshots} snapshots and ${result.bulletins} frozen hours compared.`,
      );
      if (result.onlyBytes > 0) {
        context.out(
          `${result.onlyBytes} earlier snapshots were counted from rows that are not here: only their bytes and their chain were checked.`,
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

function instantOf(text: string): Date {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new UsageError(`--at needs an instant with its offset, such as 2020-06-29T14:00:00+03:00, not '${text}'`);
  }
  return new Date(ms);
}

const NOT_REBUILT: Readonly<Record<NotRebuilt, string>> = {
  'no-election': 'there is no such election',
  'no-area': 'the election has no such area',
  'no-snapshot': 'nothing had been counted by then',
  'other-cluster': 'it was counted in another cluster, of which this database does not know what was visible there',
};

/** Prints an area's figures at a past minute, from the rows; 1 where what was kept of them then is another. */
async function rebuild(
  database: Database,
  wish: { election: string; area: string; at: Date },
  context: CommandContext,
): Promise<number> {
  const rebuilt = await rebuildArea(database, wish);
  if (typeof rebuilt === 'string') {
    context.err(`${wish.area} at ${wish.at.toISOString()} cannot be rebuilt: ${NOT_REBUILT[rebuilt]}.`);
    return 2;
  }
  context.err(`From the rows known to snapshot ${rebuilt.number}, as of ${rebuilt.asOf.toISOString()}:`);
  context.out('area,channel,registered,issued,cast,turnout_pct');
  const sum: RebuiltCount = { registered: 0, issued: 0, cast: 0 };
  for (const count of rebuilt.channels.values()) {
    sum.registered += count.registered;
    sum.issued += count.issued;
    sum.cast += count.cast;
  }
  for (const [channel, { registered, issued, cast }] of [['all', sum] as const, ...rebuilt.channels]) {
    context.out([wish.area, channel, registered, issued, cast, turnoutPctText(issued, registered)].join(','));
  }
  if (rebuilt.kept === null) {
    context.err('Nothing was kept of this area then to compare with; each full hour every level is.');
    return 0;
  }
  const wrong = [...rebuilt.channels].filter(([channel, count]) => {
    const kept = rebuilt.kept!.get(channel);
    return kept?.registered !== count.registered || kept?.issued !== count.issued || kept?.cast !== count.cast;
  });
  for (const [channel] of wrong) {
    const kept = rebuilt.kept.get(channel);
    context.err(
      kept === undefined
        ? `WRONG: of channel ${channel} nothing was kept.`
        : `WRONG: of channel ${channel} was kept: ${kept.registered} registered, ${kept.issued} issued, ${kept.cast} cast.`,
    );
  }
  if (wrong.length === 0) context.err('What was kept then agrees.');
  return wrong.length === 0 ? 0 : 1;
}

function differenceText(d: Difference): string {
  const where = d.what === 'bulletin' ? `bulletin of hour ${d.asOf}` : `snapshot ${d.number} as of ${d.asOf}`;
  if (d.measure === 'sha256')
    return `${where}: ${d.kept === null ? 'it is not kept' : 'its bytes are not those that were kept'}`;
  if (d.kept === null) {
    return `${where}: area ${d.area}, channel ${d.channel}: nothing is kept, the rows give ${d.recounted} ${d.measure} (${d.what})`;
  }
  return `${where}: area ${d.area}, channel ${d.channel}: ${d.measure} is kept as ${d.kept}, the rows give ${d.recounted} (${d.what})`;
}
