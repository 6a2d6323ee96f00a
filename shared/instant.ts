/**
 * An instant as ISO 8601 with the offset in force in `zone` then, to the second: `2020-06-29T14:00:00+03:00`.
 *
 * @param ms since the epoch
 * @param zone IANA name
 */
export function zonedInstant(ms: number, zone: string): string {
  const parts = zonedParts(ms, zone);
  const local = `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
  return local + offsetText(zoneOffsetMs(ms, zone));
}

/** Milliseconds that `zone`'s wall clock is ahead of UTC at that instant. */
export function zoneOffsetMs(ms: number, zone: string): number {
  const p = zonedParts(ms, zone);
  const local = Date.UTC(+p.year, +p.month - 1, +p.day, +p.hour, +p.minute, +p.second);
  return local - Math.floor(ms / 1000) * 1000;
}

/**
 * The instant at which a wall clock in `zone` shows `day` and `time`; the first of two where the clock repeats it, the
 * instant just after the gap where it skips it.
 *
 * @param day `YYYY-MM-DD`
 * @param time `HH:MM`
 */
export function instantOfLocal(day: string, time: string, zone: string): number {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`);
  const before = asIfUtc - zoneOffsetMs(asIfUtc - 86_400_000, zone);
  const after = asIfUtc - zoneOffsetMs(asIfUtc + 86_400_000, zone);
  if (before + zoneOffsetMs(before, zone) === asIfUtc) return before;
  if (after + zoneOffsetMs(after, zone) === asIfUtc) return after;
  return Math.max(before, after);
}

const LONGEST_STEP_MS = 3 * 3_600_000;

/** Whether a wall clock in `zone` shows the same date and time at another instant too: it was put back between the two. */
export function isShownTwice(ms: number, zone: string): boolean {
  const offset = zoneOffsetMs(ms, zone);
  return [ms - LONGEST_STEP_MS, ms + LONGEST_STEP_MS].some((near) => {
    const there = zoneOffsetMs(near, zone);
    return there !== offset && zoneOffsetMs(ms + offset - there, zone) === there;
  });
}

interface ZonedParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Wall-clock parts in `zone`, each padded with zeros. */
export function zonedParts(ms: number, zone: string): ZonedParts {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  const found: Record<string, string> = {};
  for (const part of formatter.formatToParts(ms)) found[part.type] = part.value;
  return found as unknown as ZonedParts;
}

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
