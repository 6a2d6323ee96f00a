import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVoterKey, VoterKeyError, voterTokens } from './voter-token.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-key-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a token of a voter', () => {
  const key = Buffer.alloc(32, 7);
  const token = voterTokens(key, 'small');

  it('is the same however the identifier was typed', () => {
    for (const typed of ['ab 12', 'AB12', ' A B 1 2 ', 'ＡＢ１２']) expect(token(typed)).toEqual(token('AB12'));
    expect(token('AB12')).toHaveLength(32);
  });

  it('is another for another voter, another election and another key', () => {
    const tokens = [
      token('AB12'),
      token('AB13'),
      voterTokens(key, 'other')('AB12'),
      voterTokens(Buffer.alloc(32, 8), 'small')('AB12'),
    ];
    expect(new Set(tokens.map((each) => each.toString('hex'))).size).toBe(4);
  });
});

describe('the key in a file', () => {
  it('is taken as it is, or as hex', async () => {
    const path = join(folder, 'key');
    const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));
    await writeFile(path, key);
    expect(readVoterKey(path)).toEqual(key);
    await writeFile(path, `${key.toString('hex')}\n`);
    expect(readVoterKey(path)).toEqual(key);
  });

  it('that is short or not there is refused', async () => {
    const path = join(folder, 'short');
    await writeFile(path, 'a'.repeat(62));
    expect(() => readVoterKey(path)).toThrow(VoterKeyError);
    expect(() => readVoterKey(join(folder, 'nowhere'))).toThrow(VoterKeyError);
  });
});
