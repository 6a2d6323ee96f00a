import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvLine, csvBlocks } from './csv-lines.ts';

/** Every record of a text that arrives in pieces of so many bytes. */
async function linesOf(text: string, pieceBytes: number): Promise<CsvLine[]> {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes));
  const lines: CsvLine[] = [];
  for await (const block of csvBlocks(Readable.from(pieces, { objectMode: false }))) lines.push(...block);
  return lines;
}

describe('the lines of a CSV file', () => {
  it('are counted on across the first quote, a line end inside quotes and a blank line', async () => {
    const text = 'seq,reason\n1,plain\n\n2,"two\nlines"\n3,"a ""quote"""\n4,last';
    const expected = [
      [1, ['seq', 'reason']],
      [2, ['1', 'plain']],
      // Line 3 is blank; the record of 4 ends on 5.
      [4, ['2', 'two\nlines']],
      [6, ['3', 'a "quote"']],
      [7, ['4', 'last']],
    ];
    for (const pieceBytes of [1, 7, 1_000]) {
      const lines = await linesOf(text, pieceBytes);
      expect(lines.map(({ line, values }) => [line, values])).toEqual(expected);
    }
  });

  it('are the same plain as quoted, however the text arrives', async () => {
    const value = fc.stringMatching(/^[a-z0-9é漢 :+-]{1,6}$/);
    const rows = fc.array(fc.array(value, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (values, pieceBytes) => {
        const plain = await linesOf(values.map((row) => `${row.join(',')}\n`).join(''), pieceBytes);
        const quoted = await linesOf(values.map((row) => `"${row.join('","')}"\n`).join(''), pieceBytes);
        expect(plain).toEqual(quoted);
        expect(plain.map((line) => line.values)).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });

  it('pass over a byte-order mark, and tell what is not UTF-8', async () => {
    expect(await linesOf('\uFEFFseq,area\n1,N1\n', 3)).toMatchObject([
      { values: ['seq', 'area'] },
      { values: ['1', 'N1'] },
    ]);
    const broken = Buffer.concat([Buffer.from('seq,area\n1,N'), Buffer.from([0xff]), Buffer.from('\n2,N2\n')]);
    const lines: CsvLine[] = [];
    for await (const block of csvBlocks(Readable.from([broken], { objectMode: false }))) lines.push(...block);
    expect(lines.map(({ line, fault }) => [line, fault])).toEqual([
      [1, null],
      [2, 'the line is not UTF-8'],
      [3, null],
    ]);
  });
});
