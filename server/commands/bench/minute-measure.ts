import { readSql } from '../../database/database.ts';
import { addSource } from '../../ingest/ingest.ts';
import { countElectionMinute } from '../../minute/minute.ts';
import { progressBar } from '../progress-bar.ts';
import type { Measure } from './measure.ts';
import { median, takeTurns } from './rounds.ts';
import { addReports, addRows, fillStored } from './stored-rows.ts';
import { count, ms, tableLines } from './table.ts';

const settleSums = readSql(import.meta.url, './settle_sums.sql');

const NEW_ROWS = 60_000;
const NEW_ROWS_AT_A_TIME = 1_000;
const MINUTE_MS = 60_000;
/** Of ordinary minutes, so many to one that strikes the hour. */
const MINUTES_PER_FULL_HOUR = 3;
const SOURCE = 'new';

/** The whole minute of a country: counting, judging, the snapshot and what is kept of it, from the lock to the commit. */
export const minuteMeasure: Measure = {
  name: 'minute',
  says: 'the whole minute of all precincts with 60,000 new ballots, from the lock to the commit',
  sizes: [1_000_000],
  rounds: 15,
  async run({ scratch, election, sizes, rounds, context }) {
    const { id } = election.package.definition;
    const { database } = scratch;
    const owner = database.pool('owner');
    await addSource(database, { election: id, source: SOURCE });
    await addReports(owner, { election, source: 'stations', asOf: election.opensAt });
    let seq = 0;
    let minute = 15;
    const lines: string[][] = [];
    for (const [index, rows] of sizes.entries()) {
      const bar = progressBar(`storing ${rows}`);
      const more = rows - (sizes[index - 1] ?? 0);
      await fillStored(scratch, election, { name: `stored-${rows}`, rows: more }, bar.update).finally(bar.stop);
      const at = () => new Date(election.opensAt.getTime() + minute * MINUTE_MS);
      const countMinute = async () => {
        const options = { election: id, at: at(), intervalMs: MINUTE_MS, speed: 1, loaded: false, next: true };
        const outcome = await countElectionMinute(database, options);
        if (!outcome.counted) throw new Error(`the minute was not counted: ${outcome.reason}`);
        const struck = minute % 60 === 0;
        if (struck && outcome.bulletins === 0) throw new Error('a full hour was counted, and nothing was frozen');
        return undefined;
      };
      // What is stored is counted first, and with it the electorates and the stations' reports.
      await countMinute();
      await owner.query(settleSums);
      const nextMinute = async () => {
        minute += 1;
        for (let done = 0; done < NEW_ROWS; done += NEW_ROWS_AT_A_TIME, seq += NEW_ROWS_AT_A_TIME) {
          const to = seq + NEW_ROWS_AT_A_TIME;
          await addRows(owner, { election, source: SOURCE, from: seq + 1, to, until: at(), seconds: 60 });
        }
      };
      const ordinary = await takeTurns(rounds, [{ name: 'minute', run: countMinute }], nextMinute);
      const full = await takeTurns(
        Math.max(1, Math.floor(rounds / MINUTES_PER_FULL_HOUR)),
        [{ name: 'minute', run: countMinute }],
        async () => {
          minute = Math.ceil((minute + 2) / 60) * 60 - 1;
          await countMinute();
          await nextMinute();
        },
      );
      minute += 1;
      for (const [what, times] of [
        ['a minute', ordinary],
        ['a full hour, frozen', full],
      ] as const) {
        const taken = times.get('minute')!;
        lines.push([count(rows), what, ms(Math.min(...taken)), ms(median(taken)), ms(Math.max(...taken))]);
      }
    }
    for (const text of tableLines(['stored', 'what', 'fastest', 'median', 'slowest'], lines)) context.out(text);
  },
};
