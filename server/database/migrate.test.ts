import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { emptyDatabaseUrl, freshDatabase, testLog } from '../test/test-database.ts';
import { type Database, DatabaseNewerError, MigrationChangedError, many, one, openDatabase } from './database.ts';
import { MIGRATIONS, type Migration, migrate, readMigrations } from './migrate.ts';

const applied = (database: Database) =>
  many<{ number: number; sha256: string }>(
    database.pool('owner'),
    'SELECT number, sha256 FROM migration ORDER BY number',
  );

/** As the owner of `database`, with migrations of our own. */
async function migrateWith(database: Database, migrations: readonly Migration[]): Promise<number> {
  const client = await database.pool('owner').connect();
  try {
    return await migrate(client, { roles: database.roles, log: testLog, migrations });
  } finally {
    client.release();
  }
}

function next(sql: string): Migration {
  const number = (MIGRATIONS.at(-1)?.number ?? 0) + 1;
  return { number, name: `${String(number).padStart(6, '0')}_next`, sql, sha256: 'ab'.repeat(32) };
}

/** Migrations read from a folder of empty files with these names. */
function named(...names: string[]): Migration[] {
  const folder = mkdtempSync(join(tmpdir(), 'turnout-migrations-'));
  for (const name of names) writeFileSync(join(folder, name), '');
  return readMigrations(pathToFileURL(`${folder}/`));
}

describe('the files', () => {
  it('are read in the order of their numbers, of which one may be left out', () => {
    expect(named('000004_c.sql', '000001_a.sql', '000002_b.sql').map(({ number }) => number)).toEqual([1, 2, 4]);
  });

  it.each([
    ['a number twice', '000001_a.sql', '000001_b.sql'],
    ['no number', '000001_a.sql', 'b.sql'],
    ['the number 0', '000000_a.sql', '000001_b.sql'],
  ])('are refused with %s', (_, ...names) => {
    expect(() => named(...names)).toThrow(/has no number above/);
  });
});

describe('the schema', () => {
  it('is brought up in an empty database by every migration, in order', async () => {
    const database = await freshDatabase();
    expect(await applied(database)).toEqual(MIGRATIONS.map(({ number, sha256 }) => ({ number, sha256 })));
  });

  it('stays as it is when it is migrated twice', async () => {
    const database = await freshDatabase();
    expect(await migrateWith(database, MIGRATIONS)).toBe(0);
  });

  it('is brought up once when several servers start at once', async () => {
    const url = await emptyDatabaseUrl();
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url, log: testLog })));
    for (const database of databases) expect(await applied(database)).toHaveLength(MIGRATIONS.length);
    await Promise.all(databases.map((database) => database.end()));
  });

  it('gets a new migration exactly once from two migrators, even without the lock around them', async () => {
    const database = await freshDatabase();
    const migrations = [...MIGRATIONS, next('CREATE TABLE made_once (n integer)')];
    const counts = await Promise.all([migrateWith(database, migrations), migrateWith(database, migrations)]);
    // 1 + 0, in whichever order.
    expect(counts[0]! + counts[1]!).toBe(1);
  });

  it('keeps nothing of a migration that fails halfway, and takes it when it is mended', async () => {
    const database = await freshDatabase();
    const broken = next('CREATE TABLE half_made (n integer); SELECT 1/0');
    await expect(migrateWith(database, [...MIGRATIONS, broken])).rejects.toBeInstanceOf(pg.DatabaseError);
    expect(await applied(database)).toHaveLength(MIGRATIONS.length);
    expect(await migrateWith(database, [...MIGRATIONS, next('CREATE TABLE half_made (n integer)')])).toBe(1);
  });

  it('is refused when a migration that was applied reads otherwise now', async () => {
    const database = await freshDatabase();
    const changed = MIGRATIONS.map((m, index) => (index === 1 ? { ...m, sha256: 'cd'.repeat(32) } : m));
    await expect(migrateWith(database, changed)).rejects.toThrow(MigrationChangedError);
    await expect(migrateWith(database, changed)).rejects.toThrow(/000002_.* was applied .* with another text/);
  });

  it('is refused by a program older than the database', async () => {
    const database = await freshDatabase();
    await expect(migrateWith(database, MIGRATIONS.slice(0, -1))).rejects.toThrow(DatabaseNewerError);
  });

  it('belongs to the owner role, not to the login', async () => {
    const database = await freshDatabase();
    const row = await one<{ owners: string[] }>(
      database.pool('owner'),
      "SELECT array_agg(DISTINCT tableowner)::text[] AS owners FROM pg_tables WHERE schemaname = 'public'",
    );
    expect(row.owners).toEqual([database.roles.owner]);
  });
});
