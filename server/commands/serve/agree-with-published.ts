import type { Logger } from 'pino';
import { readSignedHead } from '../../../shared/bulletin-log/heads.ts';
import { readManifest } from '../../../shared/bulletin-log/manifest.ts';
import { type NoteKey, readKey } from '../../../shared/bulletin-log/note.ts';
import { nodeCrypto, readLogGrowth } from '../../bulletin-log/bulletin-log.ts';
import type { WitnessedHeads } from '../../cosigning/cosigning.ts';
import type { Database } from '../../database/database.ts';
import { takeBackPublished } from '../../minute/minute.ts';
import type { PublishedStore } from '../../publish/publish.ts';

/**
 * Makes the database and what was given out of an election agree: takes back into the database what only this copy's files know, and holds the
 * log against every head that these files and the witnesses know of.
 *
 * @param o.sign takes what was taken back into the log, which has to lead to those heads @param o.keyOf of a log that is still to be founded
 * @throws PublishedElsewhereError, LogRewrittenError, LogForgottenError and the errors of the store: they do not agree
 */
export async function agreeWithPublished(
  election: string,
  o: {
    database: Database;
    store: PublishedStore;
    witnessed: WitnessedHeads;
    sign: (election: string) => Promise<void>;
    keyOf: (election: string) => Promise<NoteKey | null>;
    log: Logger;
  },
): Promise<void> {
  const { database, store } = o;
  await takeBackPublished(database, {
    election,
    published: {
      last: (upTo) => store.lastWritten(election, upTo),
      after: (numbers) => store.writtenAfter(election, numbers),
    },
    log: o.log,
  });
  await o.sign(election);
  const logged = await readLogGrowth(database.pool('reading'), election, 0);
  const leaves = logged?.leaves ?? [];
  if (logged !== null) {
    const origin = readSignedHead(logged.heads[0]?.note ?? '')?.head.origin ?? null;
    await store.checkLog(election, { leaves, origin });
  }
  const named = readKey(nodeCrypto, readManifest(logged?.manifest.json ?? '')?.keys.log ?? '');
  const key = named ?? (await o.keyOf(election));
  if (key !== null) await o.witnessed.check(election, { leaves, key });
}
