import { rm } from 'node:fs/promises';
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
  expect(await heads().admit(whole)).toBe(true);
  const again = heads();
  expect(await again.admit(whole)).toBe(true);
  expect(await again.admit({ leaves: [], heads: [] })).toBe(true);
});

test('a log that a restore made shorter is not given out until it has grown again', async () => {
  expect(await heads().admit(whole)).toBe(true);
  const restored = heads();
  expect(await restored.admit({ leaves: whole.leaves.slice(0, 20), heads: [] })).toBe(false);
  expect(await restored.admit(whole)).toBe(true);
});

test('a log whose leaves are others than those given out is refused, with the head that it breaks with', async () => {
  expect(await heads().admit(whole)).toBe(true);
  const leaves = whole.leaves.with(7, whole.leaves[7]!.replace('kind hourly', 'kind notice'));
  await expect(heads().admit({ leaves, heads: [] })).rejects.toThrow(LogRewrittenError);
  await expect(heads().admit({ leaves, heads: [] })).rejects.toThrow('head of 30 leaves');
  // Nor is one that goes on from others, and is longer than what was given out.
  const longer = [...leaves, leaves[1]!];
  await expect(heads().admit({ leaves: longer, heads: [] })).rejects.toThrow('its first 30 leaves are others');
});

test('a log of another name is refused', async () => {
  expect(await heads().admit(whole)).toBe(true);
  const named = whole.heads.map(({ size, note }) => ({
    size,
    note: note.replace('turnout.example/mine', 'other.example/mine'),
  }));
  await expect(heads().admit({ ...whole, heads: named })).rejects.toThrow('named other.example/mine');
});
