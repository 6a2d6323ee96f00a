import { expect, it } from 'vitest';
import { maybeOne, openDatabase } from '../database/database.ts';
import { startProgram, until } from './program.ts';
import { loadSmallElection } from './small-election.ts';
import { emptyDatabaseUrl, testLog } from './test-database.ts';

const MAP = '/api/v1/elections/small/map.json';

it('serves an election that an older program has loaded with its map, which is then kept', async () => {
  const url = await emptyDatabaseUrl();
  const database = await openDatabase({ url, log: testLog });
  const kept = async () =>
    (await maybeOne<{ map: string | null }>(database.pool('reading'), 'SELECT map FROM boundaries'))?.map;
  await loadSmallElection(database);
  const drawnAtLoading = await kept();
  await database.pool('owner').query('UPDATE boundaries SET map = NULL');

  const program = await startProgram({ args: ['serve'], env: { DATABASE_URL: url } });
  const published = await until(
    async () => {
      const answer = await fetch(program.url + MAP);
      return answer.ok && (await answer.text());
    },
    { what: 'the map is published', told: program.output },
  );
  expect(published).toBe(drawnAtLoading);
  expect(await kept()).toBe(published);
  const unknown = await fetch(`${program.url}${MAP}?revision=another`);
  expect([unknown.status, unknown.headers.get('cache-control')]).toEqual([404, 'no-store']);
  await program.stop();
  await database.end();
});
