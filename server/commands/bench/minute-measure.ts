import { readSql } from '../../database/database.ts';
import { addSource } from '../../ingest/ingest.ts';
import { countElectionMinute } from '../../minute/minute.ts';
import { progressBar } from '../progress-bar.ts';
import type { Measure } from './measure.ts';
import { takeTurns } from './rounds.ts';
import { addReports, addRows, fillStored } from './stored-rows.ts';
import { count, ms, tableLines } from './table.ts';

const settleSums = readSql(import.meta.url, './settle_sums.sql');

const NEW_ROWS = 60_000;
const NEW_ROWS_AT_A_TIME = 1_000;
const MINUTE_MS = 60_000;
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
    for (const [index, rows] of sizes.entries()) {
      const bar = progressBar(`storing ${rows}`);
      const more = rows - (sizes[index - 1] ?? 0);
      await fillStored(scratch, election, { name: `stored-${rows}`, rows: more }, bar.update).finally(bar.stop);
      const at = () => new Date(election.opensAt.getTime() + minute * MINUTE_MS);
      const countMinute = async () => {
        const options = { election: id, at: at(), intervalMs: MINUTE_MS, speed: 1, loaded: false, next: true };
        const outcome = await countElectionMinute(database, options);
        if (!outcome.counted) throw new Error(`the minute was not counted: ${outcome.reason}`);
        return undefined;
      };
      // What is stored is counted first, and with it the electorates and the stations' reports.
      await countMinute();
      await owner.query(settleSums);
      const taken = await takeTurns(rounds, [{ name: 'minute', run: countMinute }], async () => {
        minute += 1;
        for (let done = 0; done < NEW_ROWS; done += NEW_ROWS_AT_A_TIME, seq += NEW_ROWS_AT_A_TIME) {
          const to = seq + NEW_ROWS_AT_A_TIME;
          await addRows(owner, { election, source: SOURCE, from: seq + 1, to, until: at(), seconds: 60 });
        }
      });
      minute += 1;
      const sorted = taken.get('minute')!.toSorted((a, b) => a - b);
      const [fastest, middle, slowest] = [sorted[0]!, sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
      const line = [count(rows), ms(fastest), ms(middle), ms(slowest)];
      for (const text of tableLines(['stored', 'fastest', 'median', 'slowest'], [line])) context.out(text);
    }
  },
};
