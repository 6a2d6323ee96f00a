import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyTooLargeError, readBody } from './body.ts';
import { BodyRoom } from './body-room.ts';

const LIMITS = { bodyBytes: 1 << 20, lineBytes: 40, lines: 250_000, timeoutMs: 10_000 };
const room = new BodyRoom({ bytes: Number.MAX_SAFE_INTEGER, bytesOfSource: Number.MAX_SAFE_INTEGER });

/** What is read of a body that arrives in these pieces, and ends with them unless more is to come. */
async function read(pieces: readonly Buffer[], more = false) {
  const request = new IncomingMessage(new Socket());
  const body = readBody(request, LIMITS, (line, value) => ({ ok: true, value: { line, ...value } }), room.enter('one'));
  for (const piece of pieces) request.push(piece);
  if (!more) request.push(null);
  return await body;
}

/** The bytes in pieces that end after each of these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const line = fc.oneof(
  fc
    .record({ seq: fc.nat(), area: fc.string({ maxLength: 6, unit: 'grapheme' }) })
    .map((fields) => JSON.stringify(fields)),
  fc.constantFrom(
    '',
    ' ',
    '\r',
    '\uFEFF{"seq":1}',
    '[]',
    'no JSON',
    `{"a":"${'x'.repeat(32)}"}`,
    `{"a":"${'x'.repeat(33)}"}`,
  ),
  fc.constantFrom(`{"a":"${'ж'.repeat(16)}"}`, `{"a":"${'ж'.repeat(17)}"}`),
);
const bytes = fc.oneof(
  line.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 12 }).map((any) => Buffer.from(any)),
);

describe('a body', () => {
  it('is read alike however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes),
        fc.boolean(),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (lines, ends, places) => {
          const whole = Buffer.concat(
            lines.flatMap((each, index) => (index === 0 ? [each] : [Buffer.from('\n'), each])),
          );
          const body = ends ? Buffer.concat([whole, Buffer.from('\n')]) : whole;
          // Byte by byte every line is put together and decoded by itself.
          expect(await read(cut(body, places))).toEqual(await read([...body].map((byte) => Buffer.from([byte]))));
        },
      ),
    );
  });

  it('keeps the good lines beside bytes that are no text, each under its number', async () => {
    const body = Buffer.concat([
      Buffer.from('{"seq":1}\n'),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from('\n{"seq":4}\n'),
      Buffer.from(`{"seq":5,"area":"${'ж'.repeat(20)}"}\n{"seq":6}`),
    ]);
    const { lines, unreadable, objects } = await read([body]);
    expect(lines.map(({ line: number }) => number)).toEqual([1, 4, 6]);
    expect(unreadable.first.map(({ line: number, detail }) => [number, detail])).toEqual([
      [2, 'the line is not UTF-8'],
      [5, 'the line is longer than 40 bytes'],
    ]);
    expect(unreadable.count).toBe(2);
    expect(objects).toBe(true);
  });

  it('of nothing but bad lines keeps what is wrong with the first 1,000 and counts the others, however many', async () => {
    // A character and its end: two bytes a line.
    const { unreadable, lines } = await read([Buffer.from('x\n'.repeat(200_000))]);
    expect(unreadable.count).toBe(200_000);
    expect(unreadable.first.map(({ line: number }) => number)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
    expect(lines).toEqual([]);
  });

  it.each([
    ['empty', '\n'],
    ['bad', '{\n'],
  ])('of more %s lines than it may have is refused, and not read to its end', async (_kind, each) => {
    const most = each.repeat(LIMITS.lines);
    expect((await read([Buffer.from(most)])).lines).toEqual([]);
    const refusals = [read([Buffer.from(`${most}\n`)], true), read([Buffer.from(`${most}x`)])];
    for (const refused of refusals) {
      await expect(refused).rejects.toBeInstanceOf(BodyTooLargeError);
      await expect(refused).rejects.toThrow('the body has more than 250000 lines; send it in several');
    }
  });
});
