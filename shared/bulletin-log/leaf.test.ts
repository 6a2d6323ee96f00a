import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import { hexOf, utf8 } from './bytes.ts';
import { type BulletinLeaf, leafText, readLeaf } from './leaf.ts';
import { entryBundle, hashTile, readEntryBundle, readHashTile, tilePath, tilesOfLevel } from './tiles.ts';
import { leafHash } from './tree.ts';

const leaf: BulletinLeaf = {
  election: 'mine',
  mode: 'rehearsal',
  number: 15,
  kind: 'hourly',
  hour: '2020-06-29T14',
  asOf: '2020-06-29T14:00:00+03:00',
  snapshot: 63,
  json: { bytes: 154, sha256: '5bef4d1fd13c3e77f355e226cbd1791c6691db1f2ad6286c4229269d355730bd' },
  csv: { bytes: 1540, sha256: '26e2f2d4a7043cf12f51ef7eed71ac5b7fc9c6d70c4194f2da5d9ac5750472c5' },
  sealed: null,
  counted: '900:905:901,903',
  corrects: null,
};
const TEXT = `turnout-bulletin/1
election mine
mode rehearsal
number 15
kind hourly
hour 2020-06-29T14
as-of 2020-06-29T14:00:00+03:00
snapshot 63
json-bytes 154
json-sha256 5bef4d1fd13c3e77f355e226cbd1791c6691db1f2ad6286c4229269d355730bd
csv-bytes 1540
csv-sha256 26e2f2d4a7043cf12f51ef7eed71ac5b7fc9c6d70c4194f2da5d9ac5750472c5
sealed -
counted 900:905:901,903
corrects -
`;

describe('the leaf of a bulletin', () => {
  it('is the text that the vector says, with the hash that the vector says', () => {
    expect(leafText(leaf)).toBe(TEXT);
    expect(readLeaf(TEXT)).toEqual(leaf);
    // printf '\0…' | openssl dgst -sha256, of the text above
    expect(hexOf(leafHash(nodeCrypto, utf8(TEXT)))).toBe(
      '22c8a95cf1b56e896eda264b5f1cfd70e352de89518e12cb0f0d0e5c13aa8ff4',
    );
  });

  it('is none when a line is missing, out of order, longer or of another kind', () => {
    const lines = TEXT.split('\n');
    for (let i = 0; i < lines.length - 1; i++) expect(readLeaf(lines.toSpliced(i, 1).join('\n'))).toBeNull();
    for (let i = 0; i < lines.length - 2; i++) {
      expect(
        readLeaf(
          lines
            .with(i, lines[i + 1]!)
            .with(i + 1, lines[i]!)
            .join('\n'),
        ),
      ).toBeNull();
    }
    expect(readLeaf(`${TEXT}more\n`)).toBeNull();
    expect(readLeaf(TEXT.replace('kind hourly', 'kind special'))).toBeNull();
    expect(readLeaf(TEXT.replace('number 15', 'number 015'))).toBeNull();
  });
});

describe('tiles', () => {
  it('stand where the tiled-log format says', () => {
    expect(tilePath('entries', 0, 30)).toBe('tile/entries/000.p/30');
    expect(tilePath(0, 0, 256)).toBe('tile/0/000');
    expect(tilePath(1, 1_234_067, 256)).toBe('tile/1/x001/x234/067');
    // 600 = 256 + 256 + 88
    expect(tilesOfLevel(600)).toEqual([
      { index: 0, width: 256 },
      { index: 1, width: 256 },
      { index: 2, width: 88 },
    ]);
  });

  it('give back what was put in, and nothing where their lengths do not add up', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (entries) => {
        expect(readEntryBundle(entryBundle(entries))).toEqual(entries.map((entry) => Uint8Array.from(entry)));
      }),
    );
    expect(readEntryBundle(Uint8Array.of(0, 2, 7))).toBeNull();
    expect(readEntryBundle(Uint8Array.of(0))).toBeNull();
    expect(() => entryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
    const hashes = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    expect(readHashTile(hashTile(hashes))).toEqual(hashes);
    expect(readHashTile(new Uint8Array(33))).toBeNull();
  });
});
