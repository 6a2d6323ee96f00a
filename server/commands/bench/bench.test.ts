import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../command-line.ts';
import { loadSmallElection } from '../../test/small-election.ts';
import { asAdministrator, databaseUrl, freshDatabase, testLog } from '../../test/test-database.ts';

/** Databases and roles that a measure made and did not take away. */
async function leftBehind(): Promise<string[]> {
  return await asAdministrator(async (client) => {
    const sql = `SELECT datname AS name FROM pg_database WHERE datname LIKE 'turnout_bench%'
                 UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE '%turnout_bench%'`;
    return (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  });
}

describe('turnout bench', () => {
  it.each([
    ['import', ['raw COPY', 'import', 'import, 5 % repeated']],
    ['counting', ['20,000, narrow', '20,000, wide', '20,000']],
    ['minute', ['20,000']],
  ])(
    '%s measures beside the operator’s elections, touches none of them and leaves nothing behind',
    async (name, lines) => {
      const database = await freshDatabase();
      await loadSmallElection(database);
      const out: string[] = [];
      const code = await runCommandLine(['bench', name, '--rows', '20000', '--rounds', '1', '--precincts', '300'], {
        env: { DATABASE_URL: databaseUrl(database.name) },
        out: (line) => out.push(line),
        err: (line) => out.push(line),
        stopped: new AbortController().signal,
        makeLog: () => testLog,
      });
      expect(out.join('\n')).toContain(`${name}: `);
      expect(code).toBe(0);
      const firstCells = out.filter((line) => line.startsWith('| ')).map((line) => line.split('|')[1]!.trim());
      for (const line of lines) expect(firstCells).toContain(line);
      const { rows } = await database
        .pool('owner')
        .query('SELECT election, (SELECT count(*)::int FROM ballot_issue) AS ballots FROM election');
      expect(rows).toEqual([{ election: 'small', ballots: 0 }]);
      expect(await leftBehind()).toEqual([]);
    },
  );

  it('leaves nothing behind when it is stopped in the middle', async () => {
    const database = await freshDatabase();
    const stop = new AbortController();
    const code = await runCommandLine(['bench', 'import', '--rows', '20000', '--precincts', '300'], {
      env: { DATABASE_URL: databaseUrl(database.name) },
      // Told before anything is measured, when the database is made and filled with precincts.
      out: (line) => line.startsWith('import: ') && stop.abort(),
      err: () => {},
      stopped: stop.signal,
      makeLog: () => testLog,
    });
    expect(code).toBe(2);
    expect(await leftBehind()).toEqual([]);
  });
});
