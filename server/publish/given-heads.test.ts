import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { smallLogPart } from '../test/small-log.ts';
import { quiet } from '../test/small-publication.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { GivenHeads, LogRewrittenError } from './given-heads.ts';

let directory: string;

beforeEach(async () => {
  directory = await temporaryFolder('turnout-heads-');
  onTestFinished(() => rm(directory, { recursive: true }));
});

const heads = () => new GivenHeads({ election: 'mine', directory, log: quiet });
const whole = smallLogPart(30);

test('a log is given out as it grows, and again by a copy that begins anew', async () => {
  expect(await heads().admit(whole)).toBe('admitted');
  const again = heads();
  expect(await again.admit(whole)).toBe('admitted');
  expect(await again.admit({ leaves: [], heads: [] })).toBe('admitted');
});

test('a log that a restore made shorter is not given out until it has grown again', async () => {
  expect(await heads().admit(whole)).toBe('admitted');
  const restored = heads();
  expect(await restored.admit({ leaves: whole.leaves.slice(0, 20), heads: [] })).toBe('shorter');
  expect(await restored.admit(whole)).toBe('admitted');
});

test('a log whose leaves are others than those given out is refused, with the head that it breaks with', async () => {
  expect(await heads().admit(whole)).toBe('admitted');
  const leaves = whole.leaves.with(7, whole.leaves[7]!.replace('kind hourly', 'kind notice'));
  await expect(heads().admit({ leaves, heads: [] })).rejects.toThrow(LogRewrittenError);
  await expect(heads().admit({ leaves, heads: [] })).rejects.toThrow('head of 30 leaves');
  // Nor is one that goes on from others, and is longer than what was given out.
  const longer = [...leaves, leaves[1]!];
  await expect(heads().admit({ leaves: longer, heads: [] })).rejects.toThrow('its first 30 leaves are others');
});

test('a head that cannot be put on disk is not given out, and is once it can', async () => {
  const blocked = join(directory, 'log');
  await writeFile(blocked, 'a file where the folder should be');
  const given = new GivenHeads({ election: 'mine', directory: blocked, log: quiet });
  expect(await given.admit(whole)).toBe('unwritten');
  expect(given.upTo(30)).toEqual([]);
  await rm(blocked);
  expect(await given.admit(whole)).toBe('admitted');
  const again = new GivenHeads({ election: 'mine', directory: blocked, log: quiet });
  await again.check({ leaves: whole.leaves, origin: null });
  expect(again.upTo(30)).toEqual(whole.heads);
});

test('a log may be signed where it goes on from all that was given out', async () => {
  await heads().admit(whole);
  const origin = 'turnout.example/mine/rehearsal';
  expect(await heads().check({ leaves: [...whole.leaves, 'one more'], origin })).toBe(true);
  expect(await heads().check({ leaves: whole.leaves.slice(0, 20), origin })).toBe(false);
  const forked = whole.leaves.with(7, 'another');
  await expect(heads().check({ leaves: forked, origin })).rejects.toThrow(LogRewrittenError);
  await expect(heads().check({ leaves: whole.leaves, origin: 'other.example/mine' })).rejects.toThrow('named other');
});

test('a log of another name is refused', async () => {
  expect(await heads().admit(whole)).toBe('admitted');
  const named = whole.heads.map(({ size, note }) => ({
    size,
    note: note.replace('turnout.example/mine/rehearsal', 'other.example/mine'),
  }));
  await expect(heads().admit({ ...whole, heads: named })).rejects.toThrow('named other.example/mine');
});
