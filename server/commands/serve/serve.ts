import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WholeLog } from '../../bulletin-log/bulletin-log.ts';
import { packageRoot } from '../../config.ts';
import { CosignatureCollector, WitnessedHeads } from '../../cosigning/cosigning.ts';
import { type Database, readDatabaseContents } from '../../database/database.ts';
import { ingestRouter, readVoterKey } from '../../ingest/ingest.ts';
import { countLiveMinutes, countMinuteInLineage } from '../../minute/minute.ts';
import { createPublishing, PublishedStore } from '../../publish/publish.ts';
import { keepChecking } from '../../recount/check-bulletins.ts';
import { openReplay, runRehearsal } from '../../rehearsal/rehearsal.ts';
import type { Command, CommandContext, OpenedDatabase } from '../command.ts';
import { makeOperatorSecret, OperatorSecretCheck } from '../operator-secret.ts';
import { progressBar } from '../progress-bar.ts';
import { addressLines, listen } from './addresses.ts';
import { electionsHere } from './elections-here.ts';
import { logSigning, NO_SIGNING } from './log-signing.ts';
import { parseServeOptions, type ServeOptions } from './options.ts';
import { planRehearsal, requireLiveReady } from './plan.ts';
import { type Driver, ServedElections } from './served-elections.ts';
import { witnessesHere } from './witnesses-here.ts';

const POOL_SIZE = 6;
const SECRET_EVERY_MS = 30_000;

export const command: Command = {
  name: 'serve',
  usage: 'serve [--rehearse ID] [--from INSTANT] [--until INSTANT] [--speed N] [--without counting]',
  summary: 'migrate, ingest, count and publish',
  async run(args, context) {
    const options = parseServeOptions(args);
    if (options.show && (await holdsSomethingElse(context))) return 2;
    const opened = await context.openDatabase({ own: true, poolSize: POOL_SIZE });
    try {
      await serve(opened, options, context);
      return 0;
    } finally {
      await opened.end();
    }
  },
};

/** Whether DATABASE_URL leads to somebody else's tables: nothing is put beside them without being told to. */
async function holdsSomethingElse({ config, err }: CommandContext): Promise<boolean> {
  if (config.databaseUrl === null) return false;
  const contents = await readDatabaseContents(config.databaseUrl);
  if (contents.ours || contents.tables === 0) return false;
  err(
    `The database of DATABASE_URL is not empty: it holds ${contents.tables} tables that are not Turnout's, ${contents.example} among them.`,
  );
  err(
    'Nothing was changed in it. Give Turnout a database of its own, or say what to do: turnout load DIR, turnout serve.',
  );
  return true;
}

async function serve(opened: OpenedDatabase, options: ServeOptions, context: CommandContext): Promise<void> {
  const { config, log, out, err, stopped } = context;
  const { database } = opened;
  const voterKey = config.voterKeyFile === null ? null : readVoterKey(config.voterKeyFile);
  const witnesses = witnessesHere(config);
  const rehearse = await planRehearsal(database, options, context);
  await requireLiveReady(database, {
    embedded: opened.embedded !== null,
    publicUrl: config.publicUrl,
    signs: !options.counting || config.logKeyFile !== null,
  });

  const store = new PublishedStore({ directory: config.dataDirectory, log });
  const witnessed = new WitnessedHeads({ witnesses: options.counting ? witnesses.witnesses : [], stopped, log });
  const permits = async (election: string, whole: WholeLog) => {
    await witnessed.check(election, whole);
    return await store.checkLog(election, whole);
  };
  const signing = options.counting ? await logSigning(database, context, { witnesses, permits }) : NO_SIGNING;

  const secret = await makeOperatorSecret(database, { rotate: false });
  const secrets = new OperatorSecretCheck();
  await secrets.refresh(database);
  const rereadSecret = setInterval(() => void secrets.refresh(database).catch(() => {}), SECRET_EVERY_MS);

  const publishing = createPublishing({
    store,
    clientDirectory: join(packageRoot(), 'dist', 'client'),
    log,
    version: programVersion(),
    verifySecret: secrets.verify,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    tls:
      config.tls === null ? null : { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
    api: [ingestRouter(database, { log, voterKey })],
  });
  const served = new ServedElections({
    database,
    store,
    publishing,
    counting: options.counting,
    drive: options.counting ? countedAndChecked(opened, { ...options, rehearse }, context) : async () => {},
    signing,
    witnessed,
    collector: options.counting ? new CosignatureCollector({ database, witnesses: witnesses.witnesses, log }) : null,
    log,
  });
  try {
    const { origin } = await listen(publishing.server, {
      port: config.port,
      host: config.host,
      tls: config.tls !== null,
    });
    out(`Turnout ${programVersion()}${rehearse === null ? '' : `, rehearsing ${rehearse}`}`);
    for (const line of addressLines(origin)) out(line);
    if (secret !== null) {
      err("The operator's secret, shown this once and kept nowhere (turnout desk-secret --rotate makes a new one):");
      err(`  ${secret}`);
    }
    await served.serve(stopped);
  } finally {
    clearInterval(rereadSecret);
    await publishing.close();
  }
}

/** Counts an election, and beside that recounts what it froze, for as long as it is there. */
function countedAndChecked(opened: OpenedDatabase, options: ServeOptions, context: CommandContext): Driver {
  const count = driver(opened, options, context);
  const { database } = opened;
  return async (election, stopped, published) => {
    const checking = keepChecking(database, { election, stopped, log: context.log });
    await Promise.all([checking, count(election, stopped, published)]);
  };
}

/** How this copy counts an election: steps its rehearsal where there is one, else on the database's clock. */
function driver(opened: OpenedDatabase, options: ServeOptions, { log, out }: CommandContext): Driver {
  const { database } = opened;
  return async (election, stopped, published) => {
    const chosen = options.rehearse === election;
    const here = (await electionsHere(database)).find((one) => one.election === election);
    const clock = here?.rehearsal ?? null;
    if (!chosen && clock === null) {
      await countLiveMinutes(database, { election, stopped, log, published });
      return;
    }
    const bar = progressBar(`loading what happened before (${election})`);
    const outcome = await runRehearsal({
      database,
      election,
      replay: await openReplay(database, election),
      from: (chosen ? options.from : null) ?? undefined,
      until: (chosen ? options.until : null) ?? clock?.until,
      speed: (chosen ? options.speed : null) ?? clock?.speed,
      count: async (minute) => {
        bar.stop();
        return await countMinuteInLineage(database, { ...minute, election, log, published: published() });
      },
      onLoading: bar.update,
      stopped,
      log,
    });
    if (outcome === 'ended') out(await endingText(database, election));
  };
}

/** What became of a rehearsal whose clock stands at its end. */
async function endingText(database: Database, election: string): Promise<string> {
  const here = (await electionsHere(database)).find((one) => one.election === election);
  const merged = here?.rehearsal?.mergedMinutes ?? 0;
  return (
    `The rehearsal of ${election} has ended as of ${here?.asOf?.toISOString()}: ${here?.number} snapshots; ` +
    `${merged} minutes were merged into the snapshots after them. Publishing goes on.`
  );
}

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}
