import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  quiet,
  REVISION,
  SMALL,
  smallAreas,
  smallDescription,
  smallSnapshot,
} from '../test/small-publication.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { HistoryIncompleteError, PublishedStore } from './publish.ts';

const EDITION = 'edition-1';

/** A store in a folder to which another run published so many snapshots, and which itself was given nothing yet. */
async function nextRun(published: number) {
  const directory = await temporaryFolder('turnout-history-');
  const open = () => {
    const store = new PublishedStore({ directory, log: quiet });
    store.openElection({ description: smallDescription(), edition: EDITION });
    return store;
  };
  const before = open();
  await before.addAreas(SMALL, REVISION, JSON.stringify(smallAreas()));
  for (let number = 1; number <= published; number += 1) await before.addSnapshot(SMALL, bodyOf(smallSnapshot(number)));
  const file = (number: number, ending: string) =>
    join(directory, 'published', EDITION, 'snapshots', '000', `00000${number}.json.${ending}`);
  return { store: open(), file };
}

describe('what the files of a folder say was published', () => {
  it('is every snapshot after a number, byte for byte, with the areas they refer to', async () => {
    const { store } = await nextRun(5);
    const history = await store.writtenAfter(SMALL, { snapshot: 3, bulletin: 0 });
    expect(history.snapshots.map(({ body, sha256 }) => ({ body, sha256 }))).toEqual(
      [4, 5].map((number) => ({
        body: bodyOf(smallSnapshot(number)).body,
        sha256: bodyOf(smallSnapshot(number)).sha256,
      })),
    );
    expect(history.areas).toEqual([{ revision: REVISION, body: JSON.stringify(smallAreas()) }]);
    expect(await store.lastWritten(SMALL, 4)).toEqual({ number: 4, sha256: bodyOf(smallSnapshot(4)).sha256 });
    expect(await store.lastWritten(SMALL, 9)).toEqual({ number: 5, sha256: bodyOf(smallSnapshot(5)).sha256 });
  });

  it('is nothing where nothing was published', async () => {
    const { store } = await nextRun(0);
    expect(await store.writtenAfter(SMALL, { snapshot: 0, bulletin: 0 })).toEqual({
      snapshots: [],
      bulletins: [],
      areas: [],
    });
    expect(await store.lastWritten(SMALL, 4)).toBeNull();
  });

  it('ends before a snapshot that a crash left half written: nobody was given it', async () => {
    const { store, file } = await nextRun(5);
    rmSync(file(5, 'gz'));
    const { snapshots } = await store.writtenAfter(SMALL, { snapshot: 3, bulletin: 0 });
    expect(snapshots.map(({ snapshot }) => snapshot.number)).toEqual([4]);
  });

  it('cannot be told where one in the middle is damaged', async () => {
    const { store, file } = await nextRun(5);
    truncateSync(file(4, 'br'), 20);
    await expect(store.writtenAfter(SMALL, { snapshot: 3, bulletin: 0 })).rejects.toThrow(HistoryIncompleteError);
  });
});
