import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { ServerConfig } from '../../config.ts';
import {
  type DatabaseReport,
  inspectDatabase,
  joinEmbedded,
  OLDEST_SERVER,
  type OpenTransaction,
} from '../../database/database.ts';
import { embeddedDirectory } from '../open-database.ts';
import { type Check, fine, wrong } from './check.ts';

const MOST_SKEW_MS = 1_000;

/** What can be said of the configured database; nothing in it is changed. */
export async function databaseChecks(config: ServerConfig, log: Logger): Promise<Check[]> {
  const what = 'database';
  try {
    if (config.databaseUrl !== null) return reportChecks(await inspectDatabase(config.databaseUrl));
    const directory = embeddedDirectory(config);
    if ((await stat(directory).catch(() => null)) === null) {
      return [fine(what, `none in ${path.dirname(directory)} yet: it is made at the first start`)];
    }
    const embedded = await joinEmbedded({ directory, log });
    try {
      return reportChecks(await inspectDatabase(embedded.url));
    } finally {
      await embedded.stop();
    }
  } catch (error) {
    const advice =
      config.databaseUrl === null
        ? 'do what the sentence says; the folder also holds postgres.log'
        : 'look at DATABASE_URL, at the network between, and at whether the server lets this login in';
    return [wrong(what, messageOf(error), advice)];
  }
}

/** What a database's report says about whether Turnout can work with it. */
export function reportChecks(report: DatabaseReport): Check[] {
  const { server } = report;
  return [
    fine(
      'database',
      `${server.database} answers${server.in_recovery ? ', a standby: it serves and never counts' : ''}`,
    ),
    server.version_num >= OLDEST_SERVER * 10_000
      ? fine('PostgreSQL', server.version)
      : wrong('PostgreSQL', server.version, `Turnout needs ${OLDEST_SERVER} or later`),
    server.encoding === 'UTF8'
      ? fine('encoding', server.encoding)
      : wrong('encoding', server.encoding, "make the database anew with ENCODING 'UTF8' TEMPLATE template0"),
    rolesCheck(report),
    migrationsCheck(report),
    ...transactionChecks(report.openTransactions),
    recountCheck(report),
    witnessCheck(report),
    clockCheck(report),
  ];
}

function rolesCheck({ roleProblems, mayMakeRoles }: DatabaseReport): Check {
  if (roleProblems.length === 0) return fine('roles', 'owner, ingest, counting and reading are there');
  if (mayMakeRoles) return fine('roles', `${roleProblems.join('; ')}: the next start makes what is missing`);
  return wrong(
    'roles',
    roleProblems.join('; '),
    "run `turnout roles --print`; the SQL is for the database's administrator",
  );
}

function migrationsCheck({ migrations }: DatabaseReport): Check {
  if (migrations === null) return fine('migrations', 'not known before the roles are there');
  const { applied, known, problem } = migrations;
  if (problem !== null)
    return wrong('migrations', problem, 'start the version of Turnout that this database was made by');
  return fine(
    'migrations',
    applied === known ? `all ${known} applied` : `${applied} of ${known}; the next start applies the rest`,
  );
}

function recountCheck({ differingBulletins: differing }: DatabaseReport): Check {
  const what = 'recounts';
  if (differing === null) return fine(what, 'not known before every migration is applied');
  const [first] = differing;
  if (first === undefined) return fine(what, 'no frozen hour differs from its rows');
  const figures =
    first.area === null
      ? 'its bytes were changed'
      : `area ${first.area} is frozen as ${first.kept ?? 'nothing'}, the rows give ${first.recounted}`;
  const others = differing.length === 1 ? '' : `; ${differing.length - 1} more hours differ`;
  return wrong(
    what,
    `${first.election}, hour ${first.hour}: ${figures}${others}`,
    `somebody changed rows or bulletins by hand: run \`turnout recount --election ${first.election}\`, and find out who`,
  );
}

function witnessCheck({ troubledWitnesses: troubled }: DatabaseReport): Check {
  const what = 'witnesses';
  if (troubled === null) return fine(what, 'not known before every migration is applied');
  const [first] = troubled;
  if (first === undefined) return fine(what, 'none that is asked is away or contradicts a log');
  const { election, witness, standing, detail, since } = first;
  const others = troubled.length === 1 ? '' : `; ${troubled.length - 1} more do not sign`;
  return wrong(
    what,
    `${election}: ${witness} ${detail}, since ${since}${others}`,
    standing === 'contradicting'
      ? 'somebody rewrote history here, or there: keep everything as it is, and compare heads with the witness'
      : 'talk to who runs it, or look at WITNESSES_FILE; publishing does not wait for it',
  );
}

function transactionChecks(open: readonly OpenTransaction[]): Check[] {
  if (open.length === 0) return [fine('open transactions', 'none older than a minute, none prepared')];
  return open.map((transaction) => {
    const { kind, id, login, application, state, ageSeconds } = transaction;
    const who = [login, application].filter((part) => part !== '').join(', ');
    if (kind === 'prepared') {
      return wrong(
        'prepared transaction',
        `${id} (${who}), ${ageText(ageSeconds)}: what it wrote is not counted before it ends`,
        'COMMIT PREPARED or ROLLBACK PREPARED it, as whoever prepared it',
      );
    }
    if (ageSeconds === null) {
      return fine(
        'open transaction',
        `process ${id} (${who}), its age hidden from this login; GRANT pg_read_all_stats shows it`,
      );
    }
    return wrong(
      'open transaction',
      `process ${id} (${who}), ${state}, ${ageText(ageSeconds)}: what it wrote is not counted before it ends`,
      `have its program commit, or end it: SELECT pg_terminate_backend(${id})`,
    );
  });
}

function clockCheck({ clockSkew: { aheadMs, uncertainMs } }: DatabaseReport): Check {
  const found =
    Math.abs(aheadMs) <= uncertainMs
      ? `as this machine's, to ${Math.ceil(uncertainMs)} ms`
      : `${Math.abs(aheadMs)} ms ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's`;
  return Math.abs(aheadMs) - uncertainMs <= MOST_SKEW_MS
    ? fine("database's clock", found)
    : wrong(
        "database's clock",
        found,
        'synchronise both machines by NTP: in a live election the clock of the database counts',
      );
}

/** `open for 3 h 20 min`. */
function ageText(seconds: number | null): string {
  if (seconds === null) return 'of unknown age';
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `open for ${seconds} s`;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `open for ${minutes} min` : `open for ${hours} h ${minutes % 60} min`;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
