import { getJson, type Program, startProgram, until } from '../../../server/test/program.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';

const API = '/api/v1/elections/ru-2020';
/** The last day of the Russian vote of 2020, until its last stations, those of Kaliningrad, have closed. */
const SPAN = ['--from', '2020-07-01T08:30:00+03:00', '--until', '2020-07-01T21:10:00+03:00', '--speed', '6000'];

/** What is looked at: ten, two, and after the last station closed. */
export const MOMENTS = {
  '10:00': '2020-07-01T10:00:00+03:00',
  '14:00': '2020-07-01T14:00:00+03:00',
  'after closing': '2020-07-01T21:05:00+03:00',
} as const;

/** The program on the real package of Russia, 2020, its vote over: every moment of the last day can be opened by its number. */
export interface EndedVote {
  readonly program: Program;
  /** Snapshot of each moment. */
  readonly at: Readonly<Record<keyof typeof MOMENTS, Snapshot>>;
  /** Address of a screen at a moment. */
  address(path: string, moment: keyof typeof MOMENTS, query: Readonly<Record<string, string>>): string;
}

/**
 * Plays the day by its real ingest and count, which takes some ten seconds.
 *
 * @param env of the program, beside what every test gives it
 */
export async function playToTheEnd(env: Readonly<Record<string, string>> = {}): Promise<EndedVote> {
  const program = await startProgram({ args: ['serve', '--rehearse', 'ru-2020', ...SPAN], env });
  const told = () => program.output();
  await until(async () => told().includes('has ended'), { what: 'the end of the vote', withinMs: 180_000, told });
  const taken = await Promise.all(
    Object.entries(MOMENTS).map(async ([name, instant]) => {
      const snapshot = await getJson<Snapshot>(program, `${API}/at/${encodeURIComponent(instant)}.json`);
      return [name, snapshot] as const;
    }),
  );
  const at = Object.fromEntries(taken) as Record<keyof typeof MOMENTS, Snapshot>;
  return {
    program,
    at,
    address(path, moment, query) {
      const url = new URL(path, program.url);
      url.searchParams.set('election', 'ru-2020');
      url.searchParams.set('snapshot', String(at[moment].number));
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },
  };
}
