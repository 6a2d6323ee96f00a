import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsv } from './csv.ts';

test('each record is told by the line on which it begins', () => {
  const text = 'a,b\n1,"two\nlines"\n\n2,x\r\n3,y\n';
  expect(parseCsv(text).records.map(({ line, fields }) => [line, ...fields])).toEqual([
    [1, 'a', 'b'],
    [2, '1', 'two\nlines'],
    // Line 3 belongs to the record before, line 4 is blank.
    [5, '2', 'x'],
    [6, '3', 'y'],
  ]);
});

test('a record that cannot be read does not take the next with it', () => {
  const { records, faults } = parseCsv('a,b\n1,x"y\n2,z\n');
  expect(records.map(({ line }) => line)).toEqual([1, 3]);
  expect(faults.map(({ line }) => line)).toEqual([2]);
});

test('a quote that is never closed is told where it opens', () => {
  expect(parseCsv('a,b\n1,x\n2,"y\n3,z\n').faults.map(({ line }) => line)).toEqual([3]);
});

test('an empty text has no records', () => {
  expect(parseCsv('')).toEqual({ records: [], faults: [] });
});

test('whatever is quoted comes back', () => {
  const field = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\r', ''));
  const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rows, (table) => {
      const text = table.map((row) => `${row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`).join('');
      expect(parseCsv(text).records.map(({ fields }) => fields)).toEqual(table);
    }),
  );
});
