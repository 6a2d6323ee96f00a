import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { addSource, ImportHeaderError, importFile } from './ingest.ts';

let database: Database;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  folder = await mkdtemp(join(tmpdir(), 'turnout-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
async function importText(text: string | Buffer, ending = '.csv') {
  const source = `file-${++made}`;
  await addSource(database, { election: 'small', source });
  const path = join(folder, `${source}${ending}`);
  await writeFile(path, text);
  const totals = await importFile(database, { path, election: 'small', source });
  const rejects = totals.rejects === null ? null : await readFile(totals.rejects, 'utf8');
  return { source, path, totals, rejects };
}

const AT = '2024-05-05T09:00:00+02:00';

describe('a file', () => {
  it('of ballot issues is told by its header, in any order of columns', async () => {
    const text = `area,reason,seq,occurred_at,channel,type,cancels\nN1,,1,${AT},online,issued,\nN1,"spoilt, returned",2,${AT},online,cancelled,1\n`;
    const { totals, source } = await importText(text);
    expect(totals).toMatchObject({ kind: 'ballot issues', accepted: 2, rejected: 0, rejects: null, durableUpTo: 2 });
    const sql = 'SELECT seq, type, cancels, reason FROM ballot_issue WHERE source = $1 ORDER BY seq';
    expect((await database.pool('owner').query(sql, [source])).rows).toEqual([
      { seq: 1, type: 'issued', cancels: null, reason: null },
      { seq: 2, type: 'cancelled', cancels: 1, reason: 'spoilt, returned' },
    ]);
  });

  it('of count reports may be packed, with a byte-order mark and CRLF', async () => {
    const text = `\uFEFFseq,area,channel,as_of,issued,cast\r\n1,N2,station,${AT},10,9\r\n\r\n2,N2,station,2024-05-05T11:00:00+02:00,12,\r\n`;
    const { totals } = await importText(gzipSync(text), '.csv.gz');
    expect(totals).toMatchObject({ kind: 'count reports', accepted: 2, rejected: 0, durableUpTo: 2 });
  });

  it('is stored without its bad lines, which are listed beside it with line, number, field and rule', async () => {
    const text = [
      'seq,type,area,channel,occurred_at,reason',
      `1,issued,N1,online,${AT},"two`,
      'lines"',
      `2,issued,NOWHERE,online,${AT},`,
      `three,issued,N1,online,${AT},`,
      '4,issued,N1,online,2024-05-05T09:00:00,',
      `5,issued,N1,online,${AT}`,
      `6,"iss"ued,N1,online,${AT},`,
      `7,issued,N1,online,${AT},`,
      '',
    ].join('\n');
    const { totals, rejects, path } = await importText(text);
    expect(totals).toMatchObject({ accepted: 2, rejected: 5 });
    expect(totals.rejects).toBe(path.replace('.csv', '.rejects.csv'));
    const [header, ...lines] = rejects!.trimEnd().split('\n');
    expect(header).toBe('line,seq,field,rule,detail');
    expect(lines.map((line) => line.split(',').slice(0, 4).join(',')).sort()).toEqual([
      '4,2,area,unknown-area',
      '5,,seq,malformed',
      '6,4,occurredAt,malformed',
      '7,,,malformed',
      '8,6,type,malformed',
    ]);
  });

  it('whose last quote is never closed keeps what stood before it', async () => {
    const text = `seq,type,area,channel,occurred_at,reason\n1,issued,N1,online,${AT},\n2,issued,N1,online,${AT},"spoilt\n3,issued,N1,online,${AT},\n`;
    const { totals, rejects } = await importText(text);
    expect(totals).toMatchObject({ accepted: 1, rejected: 1, durableUpTo: 1 });
    expect(rejects).toContain('malformed');
  });

  it('imported again when nothing is refused any more loses the list of refused lines', async () => {
    const header = 'seq,type,area,channel,occurred_at';
    const { source, path, totals } = await importText(`${header}\n1,issued,NOWHERE,online,${AT}\n`);
    await writeFile(path, `${header}\n1,issued,N1,online,${AT}\n`);
    expect(await importFile(database, { path, election: 'small', source })).toMatchObject({
      accepted: 1,
      rejects: null,
    });
    await expect(access(totals.rejects!)).rejects.toThrow();
  });

  it.each([
    ['seq,type,area,channel\n', 'lacks as_of'],
    [`seq,type,area,channel,occurred_at,age\n`, 'has the unknown age'],
    ['seq,area,channel,as_of,issued,issued\n', 'names column issued twice'],
    ['', 'lacks seq'],
  ])('with a header of neither kind is not read at all', async (text, why) => {
    await expect(importText(text)).rejects.toThrow(ImportHeaderError);
    await expect(importText(text)).rejects.toThrow(why);
  });
});
