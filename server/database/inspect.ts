import pg from 'pg';
import { appliedMigrations, MIGRATIONS } from './migrate.ts';
import { connectAsLogin } from './pool.ts';
import { DATABASE_ROLES, inspectLogin, inspectRoles, roleNames } from './roles.ts';
import { many, one, type Queryable } from './rows.ts';
import { readSql } from './sql.ts';

/** What `DATABASE_URL` leads to, as far as this program minds. */
export interface ServerRow {
  readonly database: string;
  /** `15.18 (Debian …)` */
  readonly version: string;
  /** `150018` */
  readonly version_num: number;
  readonly encoding: string;
  readonly in_recovery: boolean;
}

/** A transaction that has been open for long: what it wrote is not counted before it ends. */
export interface OpenTransaction {
  /** `prepared` ones survive their connection, and restarts, until somebody commits or rolls them back by name. */
  readonly kind: 'open' | 'prepared';
  /** Process number of an open one, name of a prepared one. */
  readonly id: string;
  readonly login: string;
  readonly application: string;
  readonly state: string;
  /** `null` where this login may not see it. */
  readonly ageSeconds: number | null;
}

/** A frozen hour whose figures are not those of its rows any more, with the first of them. */
export interface DifferingBulletin {
  readonly election: string;
  readonly hour: string;
  /** `null` where the bulletin's bytes themselves were changed. */
  readonly area: string | null;
  /** `null` where nothing is kept of the area. */
  readonly kept: string | null;
  readonly recounted: string;
}

/** A witness of a log that does not sign it. */
export interface TroubledWitness {
  readonly election: string;
  readonly witness: string;
  /** `contradicting`: it has signed what is not the beginning of this log. */
  readonly standing: 'contradicting' | 'away' | 'unwilling';
  /** Why, as the rest of a sentence. */
  readonly detail: string;
  /** ISO 8601 UTC. */
  readonly since: string;
}

/** A database looked at without changing it. */
export interface DatabaseReport {
  readonly server: ServerRow;
  /** What is missing of the roles, as sentences; empty when they are as they must be. */
  readonly roleProblems: readonly string[];
  /** Whether this login may make them; then the next start does. */
  readonly mayMakeRoles: boolean;
  /** How many of this program's migrations are applied; `null` when the roles are missing. */
  readonly migrations: { readonly applied: number; readonly known: number; readonly problem: string | null } | null;
  readonly openTransactions: readonly OpenTransaction[];
  /** Frozen hours whose last recount gave other figures; `null` before every migration is applied. */
  readonly differingBulletins: readonly DifferingBulletin[] | null;
  /** Those that contradict a log first; `null` before every migration is applied. */
  readonly troubledWitnesses: readonly TroubledWitness[] | null;
  /** How far the database's clock is ahead of this machine's, ms, and by how much that may be wrong. */
  readonly clockSkew: { readonly aheadMs: number; readonly uncertainMs: number };
}

const readServerSql = readSql(import.meta.url, './read-server.sql');
const listOpenTransactions = readSql(import.meta.url, './list-open-transactions.sql');
const readClock = readSql(import.meta.url, './read-clock.sql');
const listDifferingBulletins = readSql(import.meta.url, './list-differing-bulletins.sql');
const listTroubledWitnesses = readSql(import.meta.url, './list-troubled-witnesses.sql');
const readMigrated = readSql(import.meta.url, './read-migrated.sql');

/** What this connection is to. */
export function readServer(q: Queryable): Promise<ServerRow> {
  return one<ServerRow>(q, readServerSql);
}

/** Transactions open for at least `atLeastSeconds`, the oldest first; those of unknown age are told too. */
export function openTransactions(q: Queryable, atLeastSeconds: number): Promise<OpenTransaction[]> {
  return many<OpenTransaction & pg.QueryResultRow>(q, listOpenTransactions, [atLeastSeconds]);
}

/**
 * Everything that could be wrong with the database at `url`. Nothing in it is changed.
 *
 * @throws whatever connecting throws
 */
export async function inspectDatabase(url: string): Promise<DatabaseReport> {
  const client = await connectAsLogin(url, 'turnout doctor');
  try {
    const server = await readServer(client);
    const names = roleNames(server.database);
    const roles = await inspectRoles(client, names);
    const login = await inspectLogin(client);
    const roleProblems = [
      ...DATABASE_ROLES.filter((role) => !roles[role].present).map((role) => `there is no role ${names[role]}`),
      ...DATABASE_ROLES.filter((role) => roles[role].present && !roles[role].member).map(
        (role) => `the login may not act as role ${names[role]}`,
      ),
      ...(roles.owner.present && !roles.owner.creates ? [`role ${names.owner} may not make tables in public`] : []),
    ];
    const skew = await clockSkew(client);
    const open = await openTransactions(client, 60);
    const migrated = roleProblems.length > 0 ? null : await migrations(client, names.owner);
    const whole = migrated !== null && migrated.problem === null && migrated.applied === migrated.known;
    return {
      server,
      roleProblems,
      mayMakeRoles: login.may_create_roles && (login.may_grant_schema || roles.owner.creates),
      openTransactions: open,
      clockSkew: skew,
      migrations: migrated,
      differingBulletins: whole
        ? await many<DifferingBulletin & pg.QueryResultRow>(client, listDifferingBulletins)
        : null,
      troubledWitnesses: whole ? await many<TroubledWitness & pg.QueryResultRow>(client, listTroubledWitnesses) : null,
    };
  } finally {
    await client.end();
  }
}

async function migrations(client: pg.Client, owner: string): Promise<DatabaseReport['migrations']> {
  await client.query(`SET ROLE ${pg.escapeIdentifier(owner)}`);
  const known = MIGRATIONS.length;
  const { migrated } = await one<{ migrated: boolean }>(client, readMigrated);
  if (!migrated) return { applied: 0, known, problem: null };
  try {
    return { applied: await appliedMigrations(client), known, problem: null };
  } catch (error) {
    return { applied: 0, known, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The surest of five readings: the answer that took the least time. */
async function clockSkew(client: pg.Client): Promise<DatabaseReport['clockSkew']> {
  let surest = { aheadMs: 0, uncertainMs: Number.POSITIVE_INFINITY };
  for (let reading = 0; reading < 5; reading += 1) {
    const before = Date.now();
    const { ms } = await one<{ ms: number }>(client, readClock);
    const after = Date.now();
    const uncertainMs = (after - before) / 2;
    if (uncertainMs < surest.uncertainMs) surest = { aheadMs: Math.round(ms - (before + after) / 2), uncertainMs };
  }
  return surest;
}
