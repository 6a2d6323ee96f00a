import { instantOfLocal, zonedInstant, zonedParts, zoneOffsetMs } from '../../shared/instant.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;

/** An address's `+` that a form decoder made a space of, put back. */
export function restorePlus(text: string): string {
  return text.replaceAll(' ', '+');
}

/** Milliseconds since the epoch of an ISO 8601 instant with offset; `null` where it is none. */
export function parseInstant(text: string): number | null {
  const restored = restorePlus(text);
  if (!INSTANT.test(restored)) return null;
  const ms = Date.parse(restored);
  return Number.isNaN(ms) ? null : ms;
}

/** Whole minutes of a step: `PTnM`, `PTnH` or `P1D` that divides the day; `null` for anything else. */
export function parseStep(text: string): number | null {
  const match = /^(?:P1D|PT(\d{1,4})([MH]))$/.exec(text);
  if (match === null) return null;
  const minutes = match[1] === undefined ? DAY_MINUTES : Number(match[1]) * (match[2] === 'H' ? 60 : 1);
  return minutes >= 1 && DAY_MINUTES % minutes === 0 ? minutes : null;
}

/** The ISO 8601 duration of a step, in the largest unit that holds it whole. */
export function stepText(minutes: number): string {
  if (minutes === DAY_MINUTES) return 'P1D';
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}

export interface Instant {
  /** Since the epoch. */
  readonly ms: number;
  /** ISO 8601 with the zone's offset. */
  readonly text: string;
}

/**
 * Every instant in `[fromMs, toMs]` at which the clocks of `zone` show a whole number of steps after midnight, in order; both
 * of them where a clock shows the time twice.
 */
export function steppedInstants(fromMs: number, toMs: number, stepMinutes: number, zone: string): Instant[] {
  const instants: Instant[] = [];
  const stepMs = stepMinutes * MINUTE_MS;
  let midnight = midnightOf(fromMs, zone);
  while (midnight <= toMs) {
    const next = midnightOf(midnight + 30 * 3_600_000, zone);
    const offset = zoneOffsetMs(midnight, zone);
    const until = Math.min(next - 1, toMs);
    if (zoneOffsetMs(next - 1, zone) === offset) {
      const suffix = zonedInstant(midnight, zone).slice(19);
      const first = midnight + Math.max(0, Math.ceil((fromMs - midnight) / stepMs)) * stepMs;
      for (let ms = first; ms <= until; ms += stepMs) {
        instants.push({ ms, text: new Date(ms + offset).toISOString().slice(0, 19) + suffix });
      }
    } else {
      for (let ms = midnight; ms <= until; ms += MINUTE_MS) {
        if (ms < fromMs) continue;
        const { hour, minute } = zonedParts(ms, zone);
        if ((+hour * 60 + +minute) % stepMinutes === 0) instants.push({ ms, text: zonedInstant(ms, zone) });
      }
    }
    midnight = next;
  }
  return instants;
}

function midnightOf(ms: number, zone: string): number {
  const { year, month, day } = zonedParts(ms, zone);
  return instantOfLocal(`${year}-${month}-${day}`, '00:00', zone);
}
