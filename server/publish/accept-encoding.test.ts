import { expect, test } from 'vitest';
import { acceptedCodings } from './accept-encoding.ts';

test.each<[string | undefined, string[], string]>([
  [undefined, ['identity'], 'no header asks for plain bytes'],
  ['', ['identity'], 'an empty header too'],
  ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity'], 'a browser gets brotli'],
  ['gzip', ['gzip', 'identity'], 'gzip alone'],
  ['br;q=0.5, gzip;q=0.8', ['gzip', 'br', 'identity'], 'its own order is respected'],
  ['br;q=0, gzip', ['gzip', 'identity'], 'a refused coding is not sent'],
  ['*', ['br', 'gzip', 'identity'], 'anything goes'],
  ['*;q=0, identity', ['identity'], 'nothing but plain'],
  ['identity;q=1, gzip;q=0.5', ['identity', 'gzip'], 'plain preferred'],
  ['GZIP;Q=1', ['gzip', 'identity'], 'names have no case'],
  ['br;q=abc', ['identity'], 'a weight that is no number is none'],
  ['zstd, identity;q=0', ['identity'], 'nothing we have: better read than refused'],
])('%j is answered in the order %j: %s', (header, expected) => {
  expect(acceptedCodings(header)).toEqual(expected);
});
