import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { verifyLog } from '../../shared/bulletin-log/verify.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import { smallLogBulletins, smallLogPart } from '../test/small-log.ts';
import { quiet, temporaryDirectory } from '../test/small-publication.ts';
import { BulletinShelf } from './bulletin-shelf.ts';
import { LogArchive, LogFileMissingError } from './log-archive.ts';
import { LogShelf } from './log-shelf.ts';

const SIZE = 30;
const bodies = smallLogBulletins(SIZE);

async function shelves(directory = temporaryDirectory()) {
  const log = new LogShelf('mine');
  const bulletins = new BulletinShelf({ election: 'mine', directory, log: quiet });
  for (const body of bodies) await bulletins.add(body);
  return { log, bulletins, archive: new LogArchive({ election: 'mine', log, bulletins }) };
}

/** What `turnout verify` finds in an unpacked zip. */
function verified(zip: Uint8Array) {
  const files = unzipSync(zip);
  return verifyLog(nodeCrypto, { read: async (path) => files[`mine-log/${path}`] ?? null });
}

it('the zip of a log is one folder that verifies, and holds its keys besides', async () => {
  const { log, archive } = await shelves();
  expect(await archive.read()).toBeNull();
  log.add(smallLogPart(SIZE));
  const zip = (await archive.read())!.identity;
  // Two files a bulletin, checkpoint, checkpoints.txt, keys.txt, a tile of entries and one of hashes: 2 × 30 + 5.
  expect(Object.keys(unzipSync(zip))).toHaveLength(65);
  expect(await verified(zip)).toMatchObject({ size: SIZE, files: 60, problems: [] });
});

it('is made once for a head of the log, and the same bytes by every copy of the program', async () => {
  const { log, archive } = await shelves();
  const { manifest, leaves, heads } = smallLogPart(SIZE);
  log.add({ manifest, leaves: leaves.slice(0, 10), heads: [{ size: 10, note: 'ten\n' }] });
  const [one, two] = await Promise.all([archive.read(), archive.read()]);
  expect(one).toBe(two);
  log.add({ manifest, leaves: leaves.slice(10), heads });
  const grown = await archive.read();
  expect(grown).not.toBe(one);
  const other = await shelves();
  other.log.add(smallLogPart(SIZE));
  const whole = await other.archive.read();
  expect((await other.archive.read())?.sha256).toBe(whole?.sha256);
  expect(unzipSync(grown!.identity)['mine-log/bulletins/29.json']).toEqual(
    unzipSync(whole!.identity)['mine-log/bulletins/29.json'],
  );
});

it('is not given out while a file is missing, and is once it was made again', async () => {
  const directory = temporaryDirectory();
  const { log, bulletins, archive } = await shelves(directory);
  log.add(smallLogPart(SIZE));
  // The newest are in memory too; the first is on disk alone.
  await rm(join(directory), { recursive: true });
  await expect(archive.read()).rejects.toThrow(LogFileMissingError);
  for (const body of bodies) await bulletins.add(body);
  expect((await verified((await archive.read())!.identity)).problems).toEqual([]);
});
