import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { DatabaseRole } from './roles.ts';
import { many } from './rows.ts';
import { readSql } from './sql.ts';

/** One numbered step of the schema, as it stands in `migrations/`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256, hex, of the text. */
  readonly sha256: string;
}

/** A migration that this database has already applied reads otherwise now. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError';
}

/** The database was migrated by a newer program than this one. */
export class DatabaseNewerError extends Error {
  override readonly name = 'DatabaseNewerError';
}

/** The migrations of this program in order. */
export const MIGRATIONS: readonly Migration[] = readMigrations(new URL('./migrations/', import.meta.url));

const createMigrationTable = readSql(import.meta.url, './create-migration-table.sql');
const listMigrations = readSql(import.meta.url, './list-migrations.sql');
const claimMigration = readSql(import.meta.url, './claim-migration.sql');
const setRoleNames = readSql(import.meta.url, './set-role-names.sql');

/**
 * Migrations in `folder`, in order. A number may be left out, of work that was set aside; it is not taken later.
 *
 * @throws Error when a file is not named `000001_what-it-does.sql` or two have the same number
 */
export function readMigrations(folder: URL): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const numberOf = (name: string | undefined) => Number(/^(\d{6})_[a-z0-9-]+\.sql$/.exec(name ?? '')?.[1] ?? 0);
  return names.map((name, index) => {
    const number = numberOf(name);
    const before = names[index - 1];
    if (!(number > numberOf(before))) throw new Error(`migration ${name} has no number above ${before ?? 'all'}`);
    // A checkout may have turned the line ends; the statement is the same.
    const sql = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
    return { number, name: name.slice(0, -'.sql'.length), sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings the schema up to `migrations` and returns how many were applied: 0 when nothing was missing. Each is one
 * transaction that claims its number first, so that of several servers starting at once exactly one applies it and the
 * others wait for that.
 *
 * @param client acting as the owner role
 * @throws MigrationChangedError, DatabaseNewerError; then nothing was changed
 */
export async function migrate(
  client: pg.ClientBase,
  o: {
    readonly roles: Readonly<Record<DatabaseRole, string>>;
    readonly log: Logger;
    readonly migrations?: readonly Migration[];
  },
): Promise<number> {
  const migrations = o.migrations ?? MIGRATIONS;
  await client.query(createMigrationTable);
  const done = await appliedMigrations(client, migrations);
  let applied = 0;
  for (const migration of migrations.slice(done)) {
    if (await apply(client, migration, o.roles)) {
      applied += 1;
      o.log.info({ migration: migration.name }, 'migrated the database');
    }
  }
  return applied;
}

/**
 * How many of `migrations` the database has; its migration table must exist.
 *
 * @throws MigrationChangedError, DatabaseNewerError
 */
export async function appliedMigrations(client: pg.ClientBase, migrations = MIGRATIONS): Promise<number> {
  const rows = await many<{ number: number; name: string; sha256: string }>(client, listMigrations);
  for (const [index, row] of rows.entries()) {
    const ours = migrations[index];
    if (ours === undefined) {
      throw new DatabaseNewerError(
        `the database has migration ${row.name}, this program knows only ${migrations.length}: ` +
          'it was migrated by a newer version; start that one, or one newer still',
      );
    }
    if (ours.number !== row.number || ours.sha256 !== row.sha256) {
      throw new MigrationChangedError(
        `migration ${ours.name} was applied to this database with another text (sha256 ${row.sha256.slice(0, 12)}…, ` +
          `now ${ours.sha256.slice(0, 12)}…): an applied migration is never changed; restore the file, add a new one`,
      );
    }
  }
  return rows.length;
}

/** Whether this call applied it; `false` when another server did while this one waited. */
async function apply(
  client: pg.ClientBase,
  migration: Migration,
  roles: Readonly<Record<DatabaseRole, string>>,
): Promise<boolean> {
  await client.query('BEGIN');
  try {
    const claim = await client.query(claimMigration, [migration.number, migration.name, migration.sha256]);
    if (claim.rowCount === 0) {
      await client.query('ROLLBACK');
      return false;
    }
    await client.query(setRoleNames, [roles.owner, roles.ingest, roles.counting, roles.reading]);
    await client.query(migration.sql);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
