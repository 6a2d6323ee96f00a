import type { IngestProblem } from '../../shared/ingest-rules.ts';
import { many, type Queryable } from '../database/database.ts';
import { problem } from './fields.ts';
import type { Line, Message, MessageKind, Sending } from './message.ts';

/** Where a message stands; of neither an area nor a channel where it is none that may be taken back. */
interface Place {
  readonly area: string | null;
  readonly channel: string | null;
}

/**
 * The lines whose cancelled or corrected message is stored, or will be with them, and was taken back by none before; the others
 * become problems. A line that takes back one that is refused is refused with it, however long the row of them.
 */
export async function refuseUnknownTargets<T extends Message>(
  client: Queryable,
  kind: MessageKind<T>,
  { election, source }: Sending,
  lines: Line<T>[],
  problems: IngestProblem[],
): Promise<Line<T>[]> {
  const targets = new Set<number>();
  for (const { message } of lines) {
    const target = kind.takesBack(message);
    if (target !== undefined) targets.add(target);
  }
  if (targets.size === 0) return lines;
  const values = [election, source, [...targets]];
  const stored = await many<Place & { seq: number }>(client, kind.sql.takeable, values);
  const taken = await many<{ target: number; seq: number }>(client, kind.sql.takenBack, values);
  const judge = new Judge(kind, lines, {
    targets,
    stored: new Map(stored.map((row) => [row.seq, row])),
    takenBy: new Map(taken.map(({ target, seq }) => [target, seq])),
  });
  return lines.filter((line) => {
    const found = judge.problemOf(line);
    if (found !== null) problems.push(found);
    return found === null;
  });
}

/** Lines under one number. */
interface SameNumber<T> {
  readonly lines: Line<T>[];
  /** So many of them, from the first, are refused. */
  refused: number;
}

class Judge<T extends Message> {
  readonly #kind: MessageKind<T>;
  readonly #stored: ReadonlyMap<number, Place>;
  readonly #takenBy: Map<number, number>;
  /** The lines of each number that another takes back, in their order. */
  readonly #ofNumber = new Map<number, SameNumber<T>>();
  readonly #verdicts = new Map<Line<T>, IngestProblem | null>();

  constructor(
    kind: MessageKind<T>,
    lines: readonly Line<T>[],
    o: { targets: ReadonlySet<number>; stored: ReadonlyMap<number, Place>; takenBy: Map<number, number> },
  ) {
    this.#kind = kind;
    this.#stored = o.stored;
    this.#takenBy = o.takenBy;
    for (const line of lines) {
      const { seq } = line.message;
      if (!o.targets.has(seq)) continue;
      const same = this.#ofNumber.get(seq);
      if (same === undefined) this.#ofNumber.set(seq, { lines: [line], refused: 0 });
      else same.lines.push(line);
    }
  }

  problemOf(line: Line<T>): IngestProblem | null {
    // What a line takes back is judged before it: a row of corrections, each of the one before, is walked to its begin and back.
    const row = [line];
    const open = new Set(row);
    for (let at = row.at(-1); at !== undefined; at = row.at(-1)) {
      const before = this.#takenBackBy(at);
      if (before !== undefined && !this.#verdicts.has(before) && !open.has(before)) {
        open.add(before);
        row.push(before);
        continue;
      }
      if (!this.#verdicts.has(at)) this.#verdicts.set(at, this.#judge(at));
      row.pop();
    }
    return this.#verdicts.get(line) ?? null;
  }

  /** The line that this one takes back, where that is not stored yet. */
  #takenBackBy({ message }: Line<T>): Line<T> | undefined {
    const target = this.#kind.takesBack(message);
    return target === undefined || this.#stored.has(target) ? undefined : this.#lineOf(target);
  }

  /** The line that will be stored under a number, as far as lines are judged: the first that is not refused. */
  #lineOf(number: number): Line<T> | undefined {
    const same = this.#ofNumber.get(number);
    if (same === undefined) return undefined;
    while (same.refused < same.lines.length) {
      const line = same.lines[same.refused]!;
      if ((this.#verdicts.get(line) ?? null) === null) return line;
      same.refused += 1;
    }
    return undefined;
  }

  #judge(line: Line<T>): IngestProblem | null {
    const { seq, area, channel } = line.message;
    const target = this.#kind.takesBack(line.message);
    if (target === undefined) return null;
    const place = this.#placeOf(target, line);
    if (place?.area !== area || place.channel !== channel) {
      const what = this.#kind.table === 'ballot_issue' ? 'ballot issued' : 'report';
      const why = `this source sent no ${what} under number ${target} for area ${area}, channel ${channel}`;
      return problem(line.line, seq, this.#kind.takesBackField, 'corrects-unknown', why);
    }
    const by = this.#takenBy.get(target);
    if (by !== undefined && by !== seq) {
      const why = `number ${target} was taken back before, by number ${by}`;
      return problem(line.line, seq, this.#kind.takesBackField, this.#kind.takenBackRule, why);
    }
    this.#takenBy.set(target, seq);
    return null;
  }

  #placeOf(target: number, of: Line<T>): Place | undefined {
    const stored = this.#stored.get(target);
    if (stored !== undefined) return stored;
    const line = this.#lineOf(target);
    if (line === undefined || line === of || !this.#kind.mayBeTakenBack(line.message)) return undefined;
    // Not judged yet: the row goes round in a circle.
    return this.#verdicts.get(line) === null ? line.message : undefined;
  }
}
