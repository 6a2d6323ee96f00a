import { type Database, many, one, readSql } from '../../database/database.ts';
import type { CommandContext } from '../command.ts';
import { bundledElections, type ElectionHere, electionsHere, electionText, loadBundled } from './elections-here.ts';
import type { ServeOptions } from './options.ts';

const stainedElections = readSql(import.meta.url, './stained_elections.sql');
const installationMode = readSql(import.meta.url, './installation_mode.sql');

/** What is to be served cannot be, and why. */
export class CannotServeError extends Error {
  override readonly name = 'CannotServeError';
}

/**
 * The election to begin a rehearsal of, loaded if it is a bundled one, or `null`: whatever the database holds is served, and
 * rehearsals that have begun go on.
 *
 * With nothing typed, an empty database gets the bundled default; one that holds elections is left as it is, and what was found is told.
 *
 * @throws CannotServeError
 */
export async function planRehearsal(
  database: Database,
  options: ServeOptions,
  context: Pick<CommandContext, 'err'>,
): Promise<string | null> {
  const here = await electionsHere(database);
  const bundled = bundledElections();
  const rehearse = options.rehearse ?? clockWithoutName(options, here, bundled.default);
  if (rehearse !== null) {
    if (here.some((election) => election.mode === 'live') || (await isLive(database))) {
      throw new CannotServeError('this database is live: nothing is rehearsed in it');
    }
    if (!here.some((election) => election.election === rehearse)) {
      if (![...bundled.elections, ...bundled.onRequest].includes(rehearse)) {
        throw new CannotServeError(
          `there is no election ${rehearse}: bundled are ${bundled.elections.join(', ')}, ` +
            `and on request ${bundled.onRequest.join(', ')}; ` +
            'others are loaded first, with turnout load DIR',
        );
      }
      await loadBundled(database, rehearse);
    }
    return rehearse;
  }
  if (options.show && here.length === 0 && !(await isLive(database))) {
    await loadBundled(database, bundled.default);
    return bundled.default;
  }
  if (options.show) {
    context.err('This database holds elections already; nothing was loaded. It is served as it is:');
    for (const election of here) context.err(`  ${electionText(election)}`);
    // Loaded by an earlier bare start that was cut off before its first minute.
    const begun = here.find((election) => election.election === bundled.default && election.number === 0);
    if (begun !== undefined && begun.mode === 'rehearsal' && here.length === 1) return begun.election;
  }
  if (here.length === 0) {
    context.err('This database holds no election yet; one that is loaded (turnout load DIR) is served at once.');
  }
  return null;
}

/** `--from`, `--until` or `--speed` without `--rehearse` mean the only election that is there, or the bundled default. */
function clockWithoutName(
  { from, until, speed }: ServeOptions,
  here: readonly ElectionHere[],
  standard: string,
): string | null {
  if (from === null && until === null && speed === null) return null;
  return here.length === 1 ? here[0]!.election : standard;
}

/**
 * What a live election needs before it is served: a database of its own, the public's address, the key that signs its hours where this copy
 * counts, and nothing counted or stored before its zero snapshot.
 *
 * @throws CannotServeError naming the first thing missing
 */
export async function requireLiveReady(
  database: Database,
  o: { embedded: boolean; publicUrl: string | null; signs: boolean },
): Promise<void> {
  if (!(await isLive(database))) return;
  if (o.embedded) {
    throw new CannotServeError('a live election is not served from the embedded database: set DATABASE_URL');
  }
  if (o.publicUrl === null) {
    throw new CannotServeError('a live election needs PUBLIC_URL, the origin under which the public reaches it');
  }
  if (!o.signs) {
    throw new CannotServeError(
      'a live election needs LOG_KEY_FILE, the key that signs its hours from the first on: turnout key new FILE --live',
    );
  }
  const stained = await many<{ election: string; first: string }>(database.pool('counting'), stainedElections);
  const [first] = stained;
  if (first !== undefined) {
    throw new CannotServeError(
      `live election ${first.election} already has rows, the first received ${first.first}, before its zero snapshot: ` +
        'load it into an empty database and let its sources send again',
    );
  }
}

async function isLive(database: Database): Promise<boolean> {
  return (await one<{ mode: string }>(database.pool('reading'), installationMode)).mode === 'live';
}
