import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import { hourOf, logAnew, putLeaves, smallLog } from '../../server/test/small-log.ts';
import { textOf, utf8 } from './bytes.ts';
import { commitmentTo, type OpenedFile } from './opened-file.ts';
import { verifyLog } from './verify.ts';

/** Bulletin 13: 13 ballots in the north and 26 in the south, of 100 and 300 electors. */
const NUMBER = 13;
const ROWS = [
  'country,XX,online,400,39,0',
  'district,N,online,100,13,0',
  'district,S,online,300,26,0',
  'precinct,N1,online,100,13,0',
  'precinct,S1,online,200,26,0',
  'precinct,S2,online,100,0,0',
];
const WHOLE = `level,area,channel,registered,issued,cast\n${ROWS.join('\n')}\n`;

/** What is found where a file makes one sum of the precincts online, and the bulletin published another. */
const sum = (measure: string, told: number, published: number) => ({
  kind: 'opened-sum',
  level: 'precinct',
  channel: 'online',
  measure,
  told,
  published,
});

/** What is said of a file that bulletin 13 committed to, whatever it holds. */
async function problemsWith(csv: string) {
  const opened: OpenedFile = { election: 'mine', number: NUMBER, salt: new Uint8Array(32), csv };
  const sealed = commitmentTo(nodeCrypto, opened);
  const log = smallLog(30);
  log.leaves[NUMBER] = utf8(textOf(log.leaves[NUMBER]!).replace('\nsealed -\n', `\nsealed ${sealed}\n`));
  putLeaves(log.files, log.leaves);
  logAnew(log, NUMBER, 'json', (json) => json.replace('"sealed":null', `"sealed":"${sealed}"`));
  return (await verifyLog(nodeCrypto, log, { opened: [opened] })).problems;
}

describe("an officials' file that a bulletin committed to", () => {
  it('adds up to what the bulletin published, on every level', async () => {
    expect(await problemsWith(WHOLE)).toEqual([]);
    // Nor is a level missed that everybody can see.
    expect(await problemsWith(WHOLE.replace('country,XX,online,400,39,0\n', ''))).toEqual([]);
  });

  it.each([
    ['a precinct too many ballots', 'N1,online,100,13', 'N1,online,100,14', sum('issued', 40, 39)],
    ['a precinct left out', 'precinct,N1,online,100,13,0\n', '', sum('registered', 300, 400)],
    ['a ballot cast that none published', 'N1,online,100,13,0', 'N1,online,100,13,1', sum('cast', 1, 0)],
    ['another country', 'online,400,39', 'online,400,38', { ...sum('issued', 38, 39), level: 'country' }],
    ['another channel', 'N1,online,100', 'N1,paper,100', sum('registered', 300, 400)],
    [
      'a ballot moved from district to district',
      'district,N,online,100,13,0\ndistrict,S,online,300,26,0',
      'district,N,online,100,14,0\ndistrict,S,online,300,25,0',
      { kind: 'opened-row-unpublished', row: 'district,N,online,100,14,0' },
    ],
    [
      'no districts',
      'district,N,online,100,13,0\ndistrict,S,online,300,26,0\n',
      '',
      { kind: 'opened-row-missing', row: 'district,N,online,100,13,0' },
    ],
    [
      'a row that is none',
      'precinct,N1,online,100,13,0',
      'precinct,N1,online,100,13',
      { kind: 'opened-row-broken', row: 'precinct,N1,online,100,13' },
    ],
    [
      'other columns',
      'registered,issued,cast',
      'issued,registered,cast',
      { kind: 'opened-columns', columns: 'level,area,channel,issued,registered,cast' },
    ],
  ])('is told by the hour where it has %s', async (_what, own, other, finding) => {
    expect(await problemsWith(WHOLE.replace(own, other))).toMatchObject([
      { fault: 'totals', number: NUMBER, hour: hourOf(NUMBER), finding },
    ]);
  });
});
