import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { getJson, runProgram, startProgram } from './program.ts';
import { writeSmallElection } from './small-election.ts';
import { emptyDatabaseUrl } from './test-database.ts';

const SCRIPT = join(import.meta.dirname, 'independent_client.py');

describe('the live contract', () => {
  it('can be followed by a client in another language that shares no code with us', async () => {
    const env = { DATABASE_URL: await emptyDatabaseUrl() };
    const loaded = await runProgram({ args: ['load', await writeSmallElection()], env });
    expect(loaded, loaded.output).toMatchObject({ code: 0 });
    const program = await startProgram({ args: ['serve', '--rehearse', 'small', '--speed', '600'], env });
    const { stdout } = await promisify(execFile)('python3', [SCRIPT, program.url, 'small', '5'], { timeout: 50_000 });
    const seen = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { number: number; issued: number; added: number; registered: number });
    expect(seen).toHaveLength(5);
    for (const { number, issued, added, registered } of seen) {
      const file = await getJson<Snapshot>(program, `/api/v1/elections/small/snapshots/${number}.json`);
      expect(issued).toBe(file.total.issued);
      expect(added).toBe(file.total.issued);
      expect(registered).toBe(700);
    }
    // Each whole, in order, none twice.
    const numbers = seen.map((snapshot) => snapshot.number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(await program.stop()).toBe(0);
  });
});
