import { freezeCorrections, hoursWaitForCorrection } from '../bulletins/bulletins.ts';
import { electionFacts, lockWatermark } from '../counting/counting.ts';
import { type Database, inTransaction } from '../database/database.ts';

/**
 * Freezes the corrections of every hour that is noted, some at a time, so that no minute waits for all of them.
 *
 * @returns how many bulletins were frozen
 */
export async function tellHoursAgain(database: Database, election: string): Promise<number> {
  const pool = database.pool('counting');
  if (!(await hoursWaitForCorrection(pool, election))) return 0;
  let frozen = 0;
  for (;;) {
    const turn = await inTransaction(pool, async (client) => {
      await client.query("SET LOCAL idle_in_transaction_session_timeout = '10s'");
      const watermark = await lockWatermark(client, election);
      const facts = await electionFacts(client, election);
      if (watermark === null || watermark.asOf === null || facts === null) return { frozen: 0, more: false };
      const { number, asOf, counted } = watermark;
      const told = await freezeCorrections(client, { facts, watermark: { number, asOf, counted } });
      if (told.frozen > 0) await client.query("SELECT pg_notify('turnout_snapshot', $1)", [election]);
      return told;
    });
    frozen += turn.frozen;
    if (!turn.more) return frozen;
  }
}
