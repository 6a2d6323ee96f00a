import fc from 'fast-check';

/** What programs send by mistake or on purpose. */
const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '\0',
    '\ud800',
    '../..',
    "'; DROP TABLE ballot_issue; --",
    '\\N',
    '\\.',
    'NaN',
    '__proto__',
    true,
    [],
    {},
  ),
  fc.constantFrom(0, -1, 1.5, 1e308, 2 ** 53, Number.MAX_SAFE_INTEGER, -0, '1', '٣', '1e3'),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 4 }),
);
const number = fc.integer({ min: 1, max: 100_000 });
const at = fc.integer({ min: 0, max: 86_399 }).map((s) => new Date(Date.UTC(2024, 4, 5) + s * 1_000).toISOString());

/** A good line in which now and then one field is something else. */
function mostly(good: fc.Arbitrary<object>, fields: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const change = fc.option(fc.tuple(fc.constantFrom(...fields, 'extra'), odd), { freq: 3 });
  return fc
    .tuple(good, change)
    .map(([line, changed]) => (changed === null ? { ...line } : { ...line, [changed[0]]: changed[1] }));
}

const ballot = { seq: number, area: fc.constantFrom('N1', 'S1'), channel: fc.constant('online'), occurredAt: at };
const reason = fc.string({ minLength: 1, maxLength: 40 });
/** A line of ballot issues; now and then one field is something else. */
export const ballotLine = mostly(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ ...ballot, type: fc.constant('issued') }) },
    { weight: 2, arbitrary: fc.record({ ...ballot, type: fc.constant('issued'), voter: reason }) },
    { weight: 2, arbitrary: fc.record({ ...ballot, type: fc.constant('cast') }) },
    { weight: 1, arbitrary: fc.record({ ...ballot, type: fc.constant('cancelled'), cancels: number, reason }) },
  ),
  ['seq', 'type', 'area', 'channel', 'occurredAt', 'voter', 'cancels', 'reason', 'mode'],
);
const report = {
  seq: number,
  area: fc.constantFrom('N1', 'N2', 'S1'),
  channel: fc.constant('station'),
  asOf: at,
  issued: fc.nat(500),
};
/** A line of count reports; now and then one field is something else. */
export const reportLine = mostly(
  fc.oneof(
    { weight: 6, arbitrary: fc.record(report) },
    { weight: 2, arbitrary: fc.record({ ...report, cast: fc.nat(500), registered: fc.nat(500) }) },
    { weight: 1, arbitrary: fc.record({ ...report, corrects: number, reason }) },
  ),
  ['seq', 'area', 'channel', 'asOf', 'issued', 'cast', 'registered', 'corrects', 'reason', 'mode'],
);

/** What the network, or somebody, does to bytes on the way: cut, double, flip, join. */
export const damage = fc.oneof(
  { weight: 12, arbitrary: fc.constant((bytes: Buffer) => bytes) },
  { weight: 2, arbitrary: fc.nat().map((n) => (bytes: Buffer) => bytes.subarray(0, n % (bytes.length + 1))) },
  { weight: 2, arbitrary: fc.nat().map((n) => (bytes: Buffer) => bytes.subarray(n % (bytes.length + 1))) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([n, mask]) => (bytes: Buffer) => {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) flipped[n % flipped.length]! ^= mask;
      return flipped;
    }),
  },
  { weight: 1, arbitrary: fc.constant((bytes: Buffer) => Buffer.concat([bytes, bytes])) },
  { weight: 1, arbitrary: fc.constant((bytes: Buffer) => Buffer.from(bytes.toString('utf8'), 'utf16le')) },
);

/** Bodies of such lines as NDJSON, some damaged, and some of any bytes at all. */
export function bodyOf(line: fc.Arbitrary<object>): fc.Arbitrary<Buffer> {
  const lines = fc.array(
    fc.oneof({ weight: 20, arbitrary: line.map((one) => JSON.stringify(one)) }, fc.string({ maxLength: 80 })),
    {
      maxLength: 20,
    },
  );
  const body = fc
    .tuple(lines, fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n'), damage)
    .map(([all, end, harm]) => harm(Buffer.from(all.join(end))));
  return fc.oneof(
    { weight: 20, arbitrary: body },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4_000 }).map((b) => Buffer.from(b)) },
  );
}
