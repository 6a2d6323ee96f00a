import { describe, expect, it } from 'vitest';
import type { BulletinLeaf } from './leaf.ts';
import { misplaced } from './misplaced.ts';

const MANIFEST = leaf({ number: 0, kind: 'manifest', hour: null });

function leaf(change: Partial<BulletinLeaf>): BulletinLeaf {
  return {
    election: 'mine',
    mode: 'rehearsal',
    number: 1,
    kind: 'hourly',
    hour: '2020-10-25T14',
    asOf: '2020-10-25T14:00:00+02:00',
    snapshot: 1,
    json: { bytes: 1, sha256: '00' },
    csv: { bytes: 1, sha256: '00' },
    sealed: null,
    counted: '1:1:',
    corrects: null,
    ...change,
  };
}

const found = (...leaves: readonly (BulletinLeaf | null)[]) =>
  misplaced(leaves).map(({ number, finding }) => [number, finding]);

describe('a leaf', () => {
  it.each([
    ['the full hour', '2020-10-25T14', '2020-10-25T14:00:00+02:00'],
    ['a minute between', '2020-10-25T14:31', '2020-10-25T14:31:00+02:00'],
    ['the first of an hour that comes twice', '2020-10-25T03+03:00', '2020-10-25T03:00:00+03:00'],
    ['the second', '2020-10-25T03+02:00', '2020-10-25T03:00:00+02:00'],
    ['a minute of it, west of Greenwich', '2020-11-01T01:30-04:00', '2020-11-01T01:30:00-04:00'],
  ])('stands where its hour is that of its instant: %s', (_what, hour, asOf) => {
    expect(found(MANIFEST, leaf({ hour, asOf }))).toEqual([]);
  });

  it.each([
    ['another hour', '2020-10-25T15', '2020-10-25T14:00:00+02:00'],
    ['another day', '2020-10-24T14', '2020-10-25T14:00:00+02:00'],
    ['another minute', '2020-10-25T14:30', '2020-10-25T14:31:00+02:00'],
    ['a minute told as the full hour', '2020-10-25T14', '2020-10-25T14:31:00+02:00'],
    ['the other of an hour that comes twice', '2020-10-25T03+03:00', '2020-10-25T03:00:00+02:00'],
    ['none', null, '2020-10-25T14:00:00+02:00'],
    ['no hour at all', 'noon', '2020-10-25T14:00:00+02:00'],
  ])('is told where it is named for %s', (_what, hour, asOf) => {
    expect(found(MANIFEST, leaf({ hour, asOf }))).toEqual([
      [1, { kind: 'hour-not-of-instant', hour: hour ?? '-', asOf }],
    ]);
  });

  it('is told where it is a second manifest, or the first is none', () => {
    const finding = { kind: 'manifest-out-of-place' };
    expect(found(MANIFEST, leaf({ kind: 'manifest' }))).toEqual([[1, finding]]);
    expect(found(leaf({ number: 0, hour: null }))).toEqual([[0, finding]]);
  });

  it('may correct an earlier bulletin of its hour, and nothing else', () => {
    const later = leaf({ number: 2, hour: '2020-10-25T15', asOf: '2020-10-25T15:00:00+02:00' });
    const correction = leaf({ number: 3, kind: 'correction', corrects: 1 });
    expect(found(MANIFEST, leaf({}), later, correction)).toEqual([]);
    expect(found(MANIFEST, leaf({}), later, { ...correction, corrects: 2 })).toHaveLength(1);
    expect(found(MANIFEST, leaf({}), later, { ...correction, corrects: 3 })).toHaveLength(1);
    expect(found(MANIFEST, leaf({}), later, { ...correction, corrects: null })).toHaveLength(1);
  });
});
