// Counts one election-minute after the other, as fast as it can, until it is ended. Says `begin` before each, `counted NUMBER` after it;
// where it `goes-on` after a count that failed, `failed REASON`.
import { writeSync } from 'node:fs';
import { pino } from 'pino';
import { openDatabase } from '../../../dist/server/database/database.js';
import { countMinuteInLineage } from '../../../dist/server/minute/minute.js';

const [url, stepMinutes, whatIf] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const database = await openDatabase({ url, log });
const say = (line) => writeSync(1, `${line}\n`);

async function countNext() {
  const { rows } = await database
    .pool('counting')
    .query(
      "SELECT coalesce(as_of, timestamptz '2024-05-05T08:00:00+02:00') AS as_of FROM counting_watermark WHERE election = 'small'",
    );
  const at = new Date(rows[0].as_of.getTime() + Number(stepMinutes) * 60_000);
  say('begin');
  const outcome = await countMinuteInLineage(database, {
    election: 'small',
    at,
    intervalMs: 1_000,
    speed: 60,
    loaded: false,
    next: true,
    log,
  });
  say(outcome.counted ? `counted ${outcome.number}` : outcome.reason);
}

say('ready');
for (;;) {
  try {
    await countNext();
  } catch (error) {
    if (whatIf !== 'goes-on') throw error;
    say(`failed ${error.message}`);
  }
}
