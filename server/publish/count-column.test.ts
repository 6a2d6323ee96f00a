import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CountColumn } from './count-column.ts';

test('a column gives back every count, rising, falling or standing still', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(7), fc.nat(200), fc.integer({ min: -5, max: 2 ** 51 }))), (counts) => {
      const column = new CountColumn();
      for (const count of counts) column.push(count);
      expect([...column.counts()]).toEqual(counts);
    }),
  );
});

test('a column that begins late is 0 before', () => {
  const column = new CountColumn();
  column.extendTo(3);
  column.push(5);
  column.extendTo(6);
  expect([...column.counts()]).toEqual([0, 0, 0, 5, 5, 5]);
});

test('10,000 snapshots of 87 areas in two channels fit in a few megabytes', () => {
  let bytes = 0;
  for (let area = 0; area < 87 * 2; area += 1) {
    const issued = new CountColumn();
    const registered = new CountColumn();
    let count = 0;
    for (let number = 0; number < 10_000; number += 1) {
      count += (number * 31 + area * 17) % 200;
      issued.push(count);
      registered.push(1_250_000);
    }
    bytes += issued.byteLength + registered.byteLength;
  }
  expect(bytes).toBeLessThan(6_000_000);
});
