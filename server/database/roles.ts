import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { many, one } from './rows.ts';
import { readSql } from './sql.ts';

/** Owner: the tables. Ingest: puts rows in. Counting: makes sums and snapshots of them. Reading: what is published. */
export type DatabaseRole = 'owner' | 'ingest' | 'counting' | 'reading';

export const DATABASE_ROLES: readonly DatabaseRole[] = ['owner', 'ingest', 'counting', 'reading'];

/** The roles are not there as they must be, and this login may not make them. */
export class RolesMissingError extends Error {
  override readonly name = 'RolesMissingError';
}

const readRoles = readSql(import.meta.url, './read-roles.sql');
const readLogin = readSql(import.meta.url, './read-login.sql');

const INSUFFICIENT_PRIVILEGE = '42501';

/** PostgreSQL's limit on a name, in bytes; a longer one would be cut off silently. */
const NAME_BYTES = 63;

/**
 * Names of the roles of a database. Roles belong to the whole cluster, so the names carry the database's; one too long
 * for that is cut and told apart by a hash.
 */
export function roleNames(database: string): Readonly<Record<DatabaseRole, string>> {
  const name = (role: DatabaseRole): string => {
    const full = `turnout_${database}_${role}`;
    if (Buffer.byteLength(full) <= NAME_BYTES) return full;
    const hash = createHash('sha256').update(database).digest('hex').slice(0, 8);
    let kept = database;
    while (Buffer.byteLength(`turnout_${kept}_${hash}_counting`) > NAME_BYTES) kept = [...kept].slice(0, -1).join('');
    return `turnout_${kept}_${hash}_${role}`;
  };
  return { owner: name('owner'), ingest: name('ingest'), counting: name('counting'), reading: name('reading') };
}

/**
 * SQL for `psql`, to be run by the database's administrator where Turnout's login may not make roles. May be run again.
 *
 * @param login the role that `DATABASE_URL` names
 */
export function rolesSql(o: { readonly database: string; readonly login: string }): string {
  const roles = roleNames(o.database);
  const quoted = DATABASE_ROLES.map((role) => pg.escapeIdentifier(roles[role]));
  const login = pg.escapeIdentifier(o.login);
  const database = pg.escapeIdentifier(o.database);
  const wanted = DATABASE_ROLES.map((role) => pg.escapeLiteral(roles[role])).join(', ');
  return [
    `-- Roles of Turnout in the database ${JSON.stringify(o.database)}, for the login ${JSON.stringify(o.login)}.`,
    '-- Run as an administrator, connected to that database; running it again changes nothing.',
    'DO $turnout$',
    'DECLARE wanted text;',
    'BEGIN',
    `  FOREACH wanted IN ARRAY ARRAY[${wanted}] LOOP`,
    '    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN',
    "      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);",
    '    END IF;',
    '  END LOOP;',
    'END $turnout$;',
    '-- The login acts as these roles, each connection as one of them.',
    `GRANT ${quoted.join(', ')} TO ${login};`,
    '-- The owner makes the tables.',
    `GRANT USAGE, CREATE ON SCHEMA public TO ${quoted[0]};`,
    '-- Large files are loaded through temporary tables.',
    `GRANT TEMPORARY ON DATABASE ${database} TO ${quoted.slice(0, 3).join(', ')};`,
    '-- Lets operators see the age of whatever transaction holds the counting back. May be left out.',
    `GRANT pg_read_all_stats TO ${quoted.slice(2).join(', ')};`,
    '',
  ].join('\n');
}

/** The login itself, and which of the roles' rights it can hand out. */
export interface LoginRow {
  readonly login: string;
  readonly database: string;
  readonly may_create_roles: boolean;
  readonly may_grant_schema: boolean;
  readonly may_grant_temporary: boolean;
  readonly may_grant_statistics: boolean;
}

/** One role as it is, or is not. */
export interface RoleRow {
  readonly role: string;
  readonly present: boolean;
  readonly member: boolean;
  readonly creates: boolean;
  readonly temporary: boolean;
  readonly statistics: boolean;
}

/**
 * Makes what is missing of the roles and of their membership, as far as this login may.
 *
 * @param client one connection as the login
 * @throws RolesMissingError when something is missing that only an administrator can make
 */
export async function ensureRoles(client: pg.ClientBase, o: { readonly log: Logger }): Promise<void> {
  const login = await inspectLogin(client);
  const names = roleNames(login.database);
  const before = await inspectRoles(client, names);
  for (const statement of missing(login, names, before)) {
    o.log.debug({ statement }, 'making roles');
    // What is refused here shows in the second look: some of it can be done without.
    await client.query(statement).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
    });
  }
  const after = await inspectRoles(client, names);
  const lacking = DATABASE_ROLES.filter((role) => !after[role].present || !after[role].member);
  if (lacking.length > 0 || !after.owner.creates) {
    const what =
      lacking.length > 0
        ? `login ${login.login} cannot act as ${lacking.map((role) => names[role]).join(', ')}`
        : `role ${names.owner} may not create tables in schema public`;
    throw new RolesMissingError(
      `database ${login.database}: ${what}, and may not change that itself: run \`turnout roles --print\` and have ` +
        "the database's administrator run what it prints with psql",
    );
  }
}

/** Statements that make what is missing, of those the login may run; in order. */
function missing(
  login: LoginRow,
  names: Readonly<Record<DatabaseRole, string>>,
  found: Readonly<Record<DatabaseRole, RoleRow>>,
): string[] {
  const statements: string[] = [];
  const id = (role: DatabaseRole) => pg.escapeIdentifier(names[role]);
  const me = pg.escapeIdentifier(login.login);
  if (login.may_create_roles) {
    for (const role of DATABASE_ROLES) {
      if (!found[role].present) statements.push(`CREATE ROLE ${id(role)} NOLOGIN`);
      // Plain GRANT means the same from 15 on; from 16 on creating a role gives the right to grant it, not to act as it.
      if (!found[role].member) statements.push(`GRANT ${id(role)} TO ${me}`);
    }
  }
  const present = (role: DatabaseRole) => found[role].present || login.may_create_roles;
  if (login.may_grant_schema && present('owner') && !found.owner.creates) {
    statements.push(`GRANT USAGE, CREATE ON SCHEMA public TO ${id('owner')}`);
  }
  for (const role of ['owner', 'ingest', 'counting'] as const) {
    if (login.may_grant_temporary && present(role) && !found[role].temporary) {
      statements.push(`GRANT TEMPORARY ON DATABASE ${pg.escapeIdentifier(login.database)} TO ${id(role)}`);
    }
  }
  if (login.may_grant_statistics) {
    for (const role of ['counting', 'reading'] as const) {
      if (present(role) && !found[role].statistics) statements.push(`GRANT pg_read_all_stats TO ${id(role)}`);
    }
  }
  return statements;
}

/** Who is connected. */
export function inspectLogin(client: pg.ClientBase): Promise<LoginRow & pg.QueryResultRow> {
  return one<LoginRow & pg.QueryResultRow>(client, readLogin);
}

/** What there is of the roles, and what they and this login may do. */
export async function inspectRoles(
  client: pg.ClientBase,
  names: Readonly<Record<DatabaseRole, string>>,
): Promise<Record<DatabaseRole, RoleRow>> {
  const rows = await many<RoleRow>(client, readRoles, [DATABASE_ROLES.map((role) => names[role])]);
  const byRole = (role: DatabaseRole): RoleRow => {
    const row = rows.find((candidate) => candidate.role === names[role]);
    if (row === undefined) throw new Error(`no row for role ${names[role]}`);
    return row;
  };
  return {
    owner: byRole('owner'),
    ingest: byRole('ingest'),
    counting: byRole('counting'),
    reading: byRole('reading'),
  };
}
