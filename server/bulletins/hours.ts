import type { BulletinKind } from '../../shared/bulletin.ts';
import { zonedInstant, zoneOffsetMs } from '../../shared/instant.ts';
import type { ElectionFacts, VotingHours } from '../counting/counting.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Kind of the bulletin that is due at `at`, or `null` where none is: at the first opening and the last closing of the election,
 * at every full hour of the election's zone between them, and at openings and closings that fall between hours.
 */
export function bulletinKindAt(facts: ElectionFacts, hours: readonly VotingHours[], at: Date): BulletinKind | null {
  const ms = at.getTime();
  if (ms < facts.opensAt.getTime() || ms > facts.closesAt.getTime()) return null;
  if (ms === facts.opensAt.getTime()) return 'opening';
  if (ms === facts.closesAt.getTime()) return 'closing';
  if (isFullHour(ms, facts.timezone)) return 'hourly';
  if (hours.some((h) => h.opensAt.getTime() === ms)) return 'opening';
  if (hours.some((h) => h.closesAt.getTime() === ms)) return 'closing';
  return null;
}

/** Instants after `after` and before `before` at which a bulletin was due, in order; `after` null means from the opening on. */
export function bulletinsDueBetween(
  facts: ElectionFacts,
  hours: readonly VotingHours[],
  after: Date | null,
  before: Date,
): Date[] {
  const from = after === null ? facts.opensAt.getTime() : Math.max(after.getTime() + 1, facts.opensAt.getTime());
  const to = Math.min(before.getTime() - 1, facts.closesAt.getTime());
  const due = new Set<number>();
  for (let ms = nextFullHour(from, facts.timezone); ms <= to; ms = nextFullHour(ms + 1, facts.timezone)) due.add(ms);
  for (const stretch of hours) {
    for (const edge of [stretch.opensAt.getTime(), stretch.closesAt.getTime()]) {
      if (edge >= from && edge <= to) due.add(edge);
    }
  }
  return [...due].sort((a, b) => a - b).map((ms) => new Date(ms));
}

/** The first full minute after an instant at which no bulletin is due: room for a notice of its own. */
export function nextMinuteWithoutBulletin(facts: ElectionFacts, hours: readonly VotingHours[], after: Date): Date {
  let ms = (Math.floor(after.getTime() / MINUTE_MS) + 1) * MINUTE_MS;
  while (bulletinKindAt(facts, hours, new Date(ms)) !== null) ms += MINUTE_MS;
  return new Date(ms);
}

/**
 * Name of an hour as addresses carry it: `2020-06-29T14`, `2020-06-29T14:30` where it is not full, with the offset where the
 * zone's clock shows it twice.
 */
export function hourName(at: Date, timezone: string): string {
  const ms = at.getTime();
  const text = zonedInstant(ms, timezone);
  const minute = text.slice(14, 16);
  const name = minute === '00' ? text.slice(0, 13) : text.slice(0, 16);
  const twice = [ms - HOUR_MS, ms + HOUR_MS].some(
    (other) => zonedInstant(other, timezone).slice(0, 16) === text.slice(0, 16),
  );
  return twice ? name + text.slice(19) : name;
}

function isFullHour(ms: number, timezone: string): boolean {
  return (ms + zoneOffsetMs(ms, timezone)) % HOUR_MS === 0;
}

function nextFullHour(ms: number, timezone: string): number {
  const offset = zoneOffsetMs(ms, timezone);
  const local = ms + offset;
  return Math.ceil(local / HOUR_MS) * HOUR_MS - offset;
}
