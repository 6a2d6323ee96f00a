import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  bodyOf,
  composeSnapshot,
  quiet,
  SMALL,
  smallAreas,
  smallBulletin,
  smallDescription,
  smallSnapshot,
  smallStore,
  temporaryDirectory,
} from '../test/small-publication.ts';
import { BytesChangedError, NumberGapError, PublishedStore, UnknownRevisionError } from './publish.ts';

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length))
    .sort();
}

describe('the published store', () => {
  test('keeps the exact bytes of a snapshot in every encoding', async () => {
    const store = await smallStore(1);
    const given = bodyOf(smallSnapshot(1));
    const { representation } = store.find(SMALL)!.snapshots.latest!;
    expect(representation.identity.toString()).toBe(given.body);
    expect(representation.sha256).toBe(given.sha256);
    expect(brotliDecompressSync(representation.br).toString()).toBe(given.body);
    expect(gunzipSync(representation.gzip).toString()).toBe(given.body);
  });

  test('takes the same snapshot twice without harm', async () => {
    const store = await smallStore(2);
    expect(await store.addSnapshot(SMALL, bodyOf(smallSnapshot(1)))).toBe(false);
    expect(await store.addSnapshot(SMALL, bodyOf(smallSnapshot(2)))).toBe(false);
    expect(store.lastNumber(SMALL)).toBe(2);
    expect(await store.addSnapshot(SMALL, bodyOf(smallSnapshot(3)))).toBe(true);
  });

  test('refuses a gap, and goes on where it stood', async () => {
    const store = await smallStore(2);
    await expect(store.addSnapshot(SMALL, bodyOf(smallSnapshot(4)))).rejects.toThrow(NumberGapError);
    await store.addSnapshot(SMALL, bodyOf(smallSnapshot(3)));
    expect(store.lastNumber(SMALL)).toBe(3);
  });

  test('refuses other bytes under a number, and bytes that are not the ones announced', async () => {
    const store = await smallStore(1);
    await expect(store.addSnapshot(SMALL, bodyOf(smallSnapshot(1, { late: 5 })))).rejects.toThrow(BytesChangedError);
    const announced = { ...bodyOf(smallSnapshot(2)), sha256: '0'.repeat(64) };
    await expect(store.addSnapshot(SMALL, announced)).rejects.toThrow(BytesChangedError);
    expect(store.lastNumber(SMALL)).toBe(1);
  });

  test('refuses a snapshot whose areas it was not given, and takes it once it has them', async () => {
    const store = await smallStore(1);
    const snapshot = smallSnapshot(2);
    const moved = bodyOf({ ...snapshot, areas: { ...snapshot.areas, revision: 'r2' } });
    await expect(store.addSnapshot(SMALL, moved)).rejects.toThrow(UnknownRevisionError);
    await store.addAreas(SMALL, 'r2', JSON.stringify(smallAreas('r2')));
    expect(await store.addSnapshot(SMALL, moved)).toBe(true);
  });

  test('stays in order when snapshots are given without waiting', async () => {
    const store = await smallStore(0);
    await Promise.all([1, 2, 3, 4, 5].map((n) => store.addSnapshot(SMALL, bodyOf(smallSnapshot(n)))));
    expect(store.find(SMALL)!.snapshots.entries.map((entry) => entry.number)).toEqual([1, 2, 3, 4, 5]);
  });

  test('takes many at once: those known, those new, and none of them where there is a gap', async () => {
    const store = await smallStore(2, { newestSnapshots: 4 });
    const some = (numbers: number[]) => numbers.map((n) => bodyOf(smallSnapshot(n)));
    await expect(store.addSnapshots(SMALL, some([3, 4, 6]))).rejects.toThrow(NumberGapError);
    expect(store.lastNumber(SMALL)).toBe(2);
    expect(await store.addSnapshots(SMALL, some([1, 2, 3, 4, 5, 6]))).toBe(4);
    const { snapshots, known } = store.find(SMALL)!;
    expect([1, 2, 3, 4, 5, 6].filter((n) => snapshots.inMemory(n) !== undefined)).toEqual([3, 4, 5, 6]);
    expect([...Array.from(known.curves('NORTH').online!.issued)]).toEqual([10, 20, 30, 40, 50, 60]);
  });

  test('keeps few in memory and reads the others from disk, byte for byte', async () => {
    const store = await smallStore(10, { newestSnapshots: 3 });
    const { snapshots } = store.find(SMALL)!;
    expect(snapshots.entries.filter((entry) => snapshots.inMemory(entry.number) !== undefined)).toHaveLength(3);
    for (const entry of snapshots.entries) {
      const read = await snapshots.read(entry);
      expect(read?.identity.toString()).toBe(bodyOf(smallSnapshot(entry.number)).body);
    }
  });

  test('notices a damaged and a missing file, and makes them again when their bodies come again', async () => {
    const directory = temporaryDirectory();
    const store = await smallStore(4, { directory, newestSnapshots: 1 });
    const folder = join(directory, 'published/first-edition/snapshots/000');
    writeFileSync(join(folder, '000001.json.br'), 'not brotli');
    rmSync(join(folder, '000002.json.gz'));
    const { snapshots } = store.find(SMALL)!;
    expect(await snapshots.read(snapshots.entries[0]!)).toBeNull();
    expect(await snapshots.read(snapshots.entries[1]!)).toBeNull();
    expect(await snapshots.read(snapshots.entries[2]!)).not.toBeNull();
    expect(store.missing(SMALL)).toEqual([1, 2]);
    for (const n of store.missing(SMALL)) await store.addSnapshot(SMALL, bodyOf(smallSnapshot(n)));
    expect(store.missing(SMALL)).toEqual([]);
    expect((await snapshots.read(snapshots.entries[0]!))?.identity.toString()).toBe(bodyOf(smallSnapshot(1)).body);
    expect(await snapshots.read(snapshots.entries[1]!)).not.toBeNull();
  });

  test('shares its folder: two copies write identical files, and a new run takes them as they are', async () => {
    const directory = temporaryDirectory();
    await Promise.all([smallStore(5, { directory }), smallStore(5, { directory })]);
    const files = filesUnder(directory);
    // Five snapshots and one revision of the areas, each as brotli and gzip; nothing temporary is left.
    expect(files).toHaveLength(12);
    const path = join(directory, 'published/first-edition/snapshots/000/000003.json.br');
    const before = { bytes: readFileSync(path), writtenAt: statSync(path).mtimeMs };
    const again = await smallStore(5, { directory });
    expect(readFileSync(path).equals(before.bytes)).toBe(true);
    expect(statSync(path).mtimeMs).toBe(before.writtenAt);
    expect(again.find(SMALL)!.snapshots.latest!.representation.br.length).toBeGreaterThan(0);
  });

  test('serves from memory what cannot be written', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'published'), 'a file where a folder should be');
    const store = await smallStore(5, { directory, newestSnapshots: 1 });
    const { snapshots } = store.find(SMALL)!;
    for (const entry of snapshots.entries) expect(await snapshots.read(entry)).not.toBeNull();
    rmSync(join(directory, 'published'));
    await store.addSnapshot(SMALL, bodyOf(smallSnapshot(6)));
    expect(filesUnder(directory).filter((name) => name.endsWith('.json.br'))).toHaveLength(6);
  });

  test('starts anew with another edition, and keeps on with the same', async () => {
    const store = await smallStore(3);
    store.openElection({ description: smallDescription({ names: { en: 'Renamed' } }), edition: 'first-edition' });
    expect(store.lastNumber(SMALL)).toBe(3);
    expect(store.find(SMALL)!.description.names.en).toBe('Renamed');
    store.openElection({ description: smallDescription(), edition: 'second-edition' });
    expect(store.lastNumber(SMALL)).toBe(0);
  });

  test('refuses an edition that could leave its folder', () => {
    const store = new PublishedStore({ directory: temporaryDirectory(), log: quiet });
    expect(() => store.openElection({ description: smallDescription(), edition: '../elsewhere' })).toThrow(RangeError);
  });

  test('takes a new state of a bulletin, but no other bytes', async () => {
    const store = await smallStore(1);
    await store.addBulletin(SMALL, smallBulletin(1));
    await store.addBulletin(SMALL, smallBulletin(1, { status: 'signed' }));
    expect(store.find(SMALL)!.bulletins.listings.map((listing) => listing.status)).toEqual(['signed']);
    await expect(store.addBulletin(SMALL, smallBulletin(3))).rejects.toThrow(NumberGapError);
    await expect(store.addBulletin(SMALL, { ...smallBulletin(1), body: '{}' })).rejects.toThrow(BytesChangedError);
  });

  test('holds 2,000 snapshots of 87 areas in little memory besides the newest', async () => {
    const store = await smallStore(0);
    const codes = Array.from({ length: 87 }, (_, index) => `D${index}`);
    const areas = [
      ...smallAreas().areas.filter((area) => area.level !== 'district'),
      ...codes.map((code) => ({ ...smallAreas().areas[2]!, code })),
    ];
    await store.addAreas(SMALL, 'wide', JSON.stringify({ ...smallAreas('wide'), areas }));
    const { known } = store.find(SMALL)!;
    for (let n = 1; n <= 2_000; n += 1) {
      const counts = (offset: number) => ({
        registered: codes.map(() => 1_000_000),
        issued: codes.map((_, index) => n * (index + offset)),
      });
      const made = composeSnapshot(n, codes, { online: counts(3), station: counts(0) });
      known.add({ ...made, areas: { ...made.areas, revision: 'wide' } }, areas, smallDescription().levels);
    }
    // D10 after 2,000 snapshots: online 2,000 × 13, stations 2,000 × 10.
    expect(known.curves('D10').online!.issued[1_999]).toBe(26_000);
    expect(known.curves('D10').station!.issued[1_999]).toBe(20_000);
    // Per snapshot 89 areas × 2 channels × at most 2 bytes of change.
    expect(known.byteLength).toBeLessThan(1_200_000);
  });
});
