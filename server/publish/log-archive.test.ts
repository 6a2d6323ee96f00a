import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { verifyLog } from '../../shared/bulletin-log/verify.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import { smallLogBulletins, smallLogPart } from '../test/small-log.ts';
import { quiet, temporaryDirectory } from '../test/small-publication.ts';
import { BytesChangedError, NumberGapError } from './broken-promises.ts';
import { BulletinShelf } from './bulletin-shelf.ts';
import { LogArchive, LogFileMissingError } from './log-archive.ts';
import { LogShelf } from './log-shelf.ts';

const SIZE = 30;
const bodies = smallLogBulletins(SIZE);

async function shelves(o: { directory?: string; changed?: number; deleted?: number } = {}) {
  const log = new LogShelf('mine');
  const bulletins = new BulletinShelf({ election: 'mine', directory: o.directory ?? temporaryDirectory(), log: quiet });
  for (const body of bodies) {
    const { listing } = body;
    if (listing.number === o.deleted) bulletins.addDeleted(listing);
    else await bulletins.add(listing.number === o.changed ? { ...body, body: body.body.replace('{', '{ ') } : body);
  }
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

it('leaves out what is given to nobody, says which hour that is and why, and proves all else', async () => {
  const { log, archive } = await shelves({
    // Bulletin 3 is of 10:00: 08:00 is bulletin 1. Bulletin 29, the last, is of 12:00 the next day.
    changed: 3,
    deleted: 29,
  });
  log.add(smallLogPart(SIZE));
  const zip = (await archive.read())!.identity;
  const told = Buffer.from(unzipSync(zip)['mine-log/withheld.txt']!).toString();
  expect(told.split('\n')).toEqual([
    expect.stringContaining('bulletin 3 of mine, hour 2024-05-03T10, is not what was frozen and published'),
    expect.stringContaining('bulletin 29 of mine, hour 2024-05-04T12, but its leaf in the log: it was deleted'),
    '',
  ]);
  const { files, problems } = await verified(zip);
  // Two files of each of 30 bulletins, two bulletins left out.
  expect(files).toBe(56);
  expect(problems.map(({ hour, finding }) => [hour, finding])).toEqual([
    ['2024-05-03T10', { kind: 'file-missing', path: 'bulletins/3.json' }],
    ['2024-05-03T10', { kind: 'file-missing', path: 'bulletins/3.csv' }],
    ['2024-05-04T12', { kind: 'file-missing', path: 'bulletins/29.json' }],
    ['2024-05-04T12', { kind: 'file-missing', path: 'bulletins/29.csv' }],
  ]);
});

it('is not given out while a file is missing, and is once it was made again', async () => {
  const directory = temporaryDirectory();
  const { log, bulletins, archive } = await shelves({ directory });
  log.add(smallLogPart(SIZE));
  // The newest are in memory too; the first is on disk alone.
  await rm(join(directory), { recursive: true });
  await expect(archive.read()).rejects.toThrow(LogFileMissingError);
  expect(bulletins.missing).toEqual([1]);
  for (const body of bodies) await bulletins.add(body);
  expect(bulletins.missing).toEqual([]);
  expect((await verified((await archive.read())!.identity)).problems).toEqual([]);
});

it('leaves out a bulletin whose file went missing and whose row was changed or deleted meanwhile', async () => {
  const directory = temporaryDirectory();
  const { log, bulletins, archive } = await shelves({ directory });
  log.add(smallLogPart(SIZE));
  await rm(directory, { recursive: true });
  const [first, second] = [bodies[0]!, bodies[1]!];
  for (const { listing } of [first, second]) expect(await bulletins.read(listing, 'json')).toBeNull();
  expect(await bulletins.add({ ...first, body: first.body.replace('{', '{ ') })).toBeInstanceOf(BytesChangedError);
  bulletins.addDeleted(second.listing);
  for (const body of bodies.slice(2)) await bulletins.add(body);
  const { problems } = await verified((await archive.read())!.identity);
  expect(new Set(problems.map(({ hour }) => hour))).toEqual(new Set(['2024-05-03T08', '2024-05-03T09']));
  // One that is there and given is told as deleted by nobody.
  expect(() => bulletins.addDeleted(bodies[2]!.listing)).toThrow(NumberGapError);
});
