import { getJson, type Program, startProgram, until } from '../../../server/test/program.ts';
import { asAdministrator, emptyDatabaseUrl } from '../../../server/test/test-database.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { BadLine } from './bad-line.ts';

/** Told to go on until then, a clock that was stopped goes on. */
const THE_END = '2020-07-01T21:10:00+03:00';
const NOW = '/api/v1/elections/ru-2020/now.json';

export interface Stretch {
  /** Where the rehearsal's clock is put; it goes on from where it stands otherwise. */
  readonly from?: string;
  /** Where it stops, and stands before this is over; without it the clock goes on. */
  readonly to?: string;
  /** Election seconds per second; 60 counts each second. */
  readonly speed: number;
  /** Folder of another build of the program. */
  readonly home?: string;
}

/** The real vote of Russia, 2020, going on: the program in a database of its own, and the bad line that leads to it. */
export class LiveVote {
  readonly line = new BadLine();
  #databaseUrl = '';
  #program: Program | null = null;

  get program(): Program {
    if (this.#program === null) throw new Error('the program was not started yet');
    return this.#program;
  }

  /** Starts the program, or starts it again in the same database, and lets the line lead to it. */
  async play({ from, to, speed, home }: Stretch): Promise<void> {
    if (this.#databaseUrl === '') this.#databaseUrl = await emptyDatabaseUrl();
    const span = [...(from === undefined ? [] : ['--from', from]), '--until', to ?? THE_END];
    const program = await startProgram({
      args: ['serve', '--rehearse', 'ru-2020', ...span, '--speed', String(speed)],
      env: { DATABASE_URL: this.#databaseUrl },
      ...(home === undefined ? {} : { home }),
    });
    this.#program = program;
    const told = () => program.output();
    if (to !== undefined)
      await until(async () => told().includes('has ended'), { what: `the clock at ${to}`, withinMs: 120_000, told });
    await until(() => this.latest(), { what: 'a count', told });
    await this.line.lead(program.url);
  }

  latest(): Promise<Snapshot> {
    return getJson<Snapshot>(this.program, NOW);
  }

  at(instant: string): Promise<Snapshot> {
    return getJson<Snapshot>(this.program, `/api/v1/elections/ru-2020/at/${encodeURIComponent(instant)}.json`);
  }

  /** Counting stands still while `work` is done, because another holds what it needs; publishing has caught up and goes on answering. */
  async whileNothingIsCounted(work: () => Promise<void>): Promise<void> {
    await asAdministrator(async (client) => {
      await client.query('BEGIN');
      await client.query("SELECT 1 FROM counting_watermark WHERE election = 'ru-2020' FOR UPDATE");
      const { rows } = await client.query<{ newest: number }>(
        "SELECT max(number)::int AS newest FROM snapshot WHERE election = 'ru-2020'",
      );
      await until(async () => (await this.latest()).number === rows[0]?.newest, {
        what: 'the last count to be published',
        told: () => this.program.output(),
      });
      await work();
      await client.query('ROLLBACK');
    }, new URL(this.#databaseUrl).pathname.slice(1));
  }
}
