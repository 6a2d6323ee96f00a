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
  const most = curve === null ? null : steepest(curve, byDay, format.zone);
  if (most === null || curve === null) return byDay ? strings.curveByDay : strings.curveByHour;
  const over = curve.nowMs >= Date.parse(closesAt);
  const rise = `${format.pointsAlone(most.points)} ${strings.points}`;
  if (byDay) {
    const day = format.day(most.fromMs);
    return over ? strings.strongestDay(day, rise) : strings.strongestDaySoFar(day, rise);
  }
  const [from, to] = [format.time(most.fromMs), format.time(most.toMs)];
  return over ? strings.fastestHour(from, to, rise) : strings.fastestHourSoFar(from, to, rise);
}

/**
 * The whole day or hour in which the total rose most; `null` where fewer than two are over, a boundary between two was not sent,
 * none rose, two share the largest rise, or the one that is not over yet has risen as much already.
 */
export function steepest({ lines, fromMs, nowMs }: Curve, byDay: boolean, zone: string): Stretch | null {
  const [total] = lines;
  if (total === undefined) return null;
  const sent = new Map([...total.occurred, ...total.known].map(({ x, y }) => [x, y]));
  const marks = boundaries(fromMs, nowMs, byDay, zone);
  const rises = marks.slice(1).map((toMs, i): Stretch | null => {
    const from = marks[i] ?? fromMs;
    const points = pointsBetween(sent.get(toMs) ?? null, sent.get(from) ?? null);
    return points === null ? null : { fromMs: from, toMs, points };
  });
  const known = rises.filter((rise) => rise !== null);
  if (known.length < rises.length) return null;
  const whole = known.filter(({ toMs }) => toMs < nowMs || isBoundary(toMs, byDay, zone));
  const [most, second] = whole.toSorted((a, b) => b.points - a.points);
  if (most === undefined || second === undefined || most.points <= 0 || most.points === second.points) return null;
  return known.some((rise) => rise !== most && rise.points >= most.points) ? null : most;
}

/** The beginning, each midnight or full hour of the zone after it, and now. */
function boundaries(fromMs: number, nowMs: number, byDay: boolean, zone: string): number[] {
  const marks = [fromMs];
  // Zones differ from UTC by whole quarters of an hour.
  const quarter = HOUR_MS / 4;
  for (let ms = (Math.floor(fromMs / quarter) + 1) * quarter; ms < nowMs; ms += quarter) {
    if (isBoundary(ms, byDay, zone)) marks.push(ms);
  }
  if (nowMs > fromMs) marks.push(nowMs);
  return marks;
}

function isBoundary(ms: number, byDay: boolean, zone: string): boolean {
  return zonedInstant(ms, zone).slice(byDay ? 11 : 14, 19) === (byDay ? '00:00:00' : '00:00');
}
