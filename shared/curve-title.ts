import type { Curve } from './curve.ts';
import type { ElectionDescription } from './election.ts';
import { zonedInstant } from './instant.ts';
import type { Speech } from './speech.ts';
import { pointsBetween } from './turnout.ts';

const HOUR_MS = 3_600_000;

/** A whole day or hour of the curve, and by how much turnout rose in it. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: number;
}

/**
 * What the curve shows, as a sentence: the day with the largest rise, or, in an election of one day, the hour. Where the numbers sent
 * do not tell it, or two are alike, only what is drawn: the days or the hours.
 */
export function curveTitle(
  { opensAt, closesAt }: ElectionDescription,
  curve: Curve | null,
  { strings, format }: Speech,
): string {
  const byDay = format.date(opensAt) !== format.date(closesAt);
  const closesAtMs = Date.parse(closesAt);
  const most = curve === null ? null : steepest(curve, { byDay, zone: format.zone, closesAtMs });
  if (most === null || curve === null) return byDay ? strings.curveByDay : strings.curveByHour;
  const over = curve.nowMs >= closesAtMs;
  const rise = `${format.pointsAlone(most.points)} ${strings.points}`;
  if (byDay) {
    const day = format.day(most.fromMs);
    return over ? strings.strongestDay(day, rise) : strings.strongestDaySoFar(day, rise);
  }
  const [from, to] = [format.time(most.fromMs), format.time(most.toMs)];
  return over ? strings.fastestHour(from, to, rise) : strings.fastestHourSoFar(from, to, rise);
}

/**
 * The whole day or hour in which the total rose most; the last one is whole when voting is over. `null` where fewer than two are
 * over, a boundary between two was not sent, none rose, two share the largest rise, or the one that is not over yet has risen as
 * much already.
 */
export function steepest(
  { lines, fromMs, nowMs }: Curve,
  { byDay, zone, closesAtMs }: { byDay: boolean; zone: string; closesAtMs: number },
): Stretch | null {
  const [total] = lines;
  if (total === undefined) return null;
  const sent = new Map([...total.occurred, ...total.known].map(({ x, y }) => [x, y]));
  const marks = boundaries(fromMs, nowMs, byDay, zone);
  const rises = marks.slice(1).map((toMs, i): Stretch | null => {
    const from = marks[i] ?? fromMs;
    const points = pointsBetween(sent.get(toMs) ?? null, sent.get(from) ?? null);
    return points === null ? null : { fromMs: from, toMs, points };
  });
  const begins = (ms: number) => named(ms, byDay, zone) !== named(ms - 1, byDay, zone);
  const known = rises.filter((rise) => rise !== null);
  if (known.length < rises.length) return null;
  const whole = known.filter(({ toMs }) => toMs < nowMs || toMs >= closesAtMs || begins(toMs));
  const [most, second] = whole.toSorted((a, b) => b.points - a.points);
  if (most === undefined || second === undefined || most.points <= 0 || most.points === second.points) return null;
  return known.some((rise) => rise !== most && rise.points >= most.points) ? null : most;
}

/** The beginning, each beginning of a day or of an hour in the zone after it, and now. */
function boundaries(fromMs: number, nowMs: number, byDay: boolean, zone: string): number[] {
  const marks = [fromMs];
  // Zones differ from UTC by whole quarters of an hour.
  const quarter = HOUR_MS / 4;
  let before = named(fromMs, byDay, zone);
  for (let ms = (Math.floor(fromMs / quarter) + 1) * quarter; ms < nowMs; ms += quarter) {
    const then = named(ms, byDay, zone);
    if (then !== before) marks.push(ms);
    before = then;
  }
  if (nowMs > fromMs) marks.push(nowMs);
  return marks;
}

/** The day or hour that an instant is in: told apart by this, not by midnight, which some zones skip when they change their clocks. */
function named(ms: number, byDay: boolean, zone: string): string {
  const told = zonedInstant(ms, zone);
  // An hour that is told twice has two offsets.
  return byDay ? told.slice(0, 10) : told.slice(0, 13) + told.slice(19);
}
