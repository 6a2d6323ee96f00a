import { describe, expect, it } from 'vitest';
import { keyText, LOG_KEY, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { signer } from '../test/small-log.ts';
import { readWitnessList, WitnessListError } from './cosigning.ts';

const key = (seed: number, type = WITNESS_KEY) => keyText(signer(`w${seed}.example`, type, seed).key);

describe('the list of witnesses', () => {
  it('names who is asked where, and how many are promised', () => {
    const list = readWitnessList(
      `# ours\n\nwitness one ${key(1)} https://one.example/\nwitness\ttwo ${key(2)} http://two.example/at\nquorum 2\n`,
    );
    expect(list.quorum).toBe(2);
    expect(list.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['one', 'https://one.example'],
      ['two', 'http://two.example/at'],
    ]);
  });

  it.each([
    ['no quorum', `witness one ${key(1)} https://one.example`, 'no quorum'],
    ['more promised than named', `witness one ${key(1)} https://one.example\nquorum 2`, 'a quorum of 2 among 1'],
    ['two quorums', 'quorum 0\nquorum 0', 'line 2 tells the quorum a second time'],
    ['a quorum in words', 'quorum all', 'line 1 must be'],
    ['a witness without an address', `quorum 0\nwitness one ${key(1)}`, 'line 2 must be'],
    ['an address that is none', `witness one ${key(1)} one.example\nquorum 0`, 'line 1 must be'],
    ['a log’s key', `witness one ${key(1, LOG_KEY)} https://one.example\nquorum 0`, 'line 1 must be'],
    [
      'one key under two names',
      `witness one ${key(1)} https://a\nwitness two ${key(1)} https://b\nquorum 1`,
      'line 2 names one a second',
    ],
    [
      'one name for two keys',
      `witness one ${key(1)} https://a\nwitness one ${key(2)} https://b\nquorum 1`,
      'line 2 names one a second',
    ],
  ])('says which line has %s', (_what, text, why) => {
    expect(() => readWitnessList(text)).toThrow(WitnessListError);
    expect(() => readWitnessList(text)).toThrow(why);
  });
});
