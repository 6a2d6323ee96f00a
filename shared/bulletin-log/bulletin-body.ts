import type { ChannelCounts, Snapshot } from '../snapshot.ts';

/** What a bulletin's JSON says of itself, as far as a verifier holds it to anything. */
export interface BulletinBody {
  readonly election: string;
  readonly mode: string;
  readonly number: number;
  readonly kind: string;
  readonly hour: string;
  readonly asOf: string;
  readonly corrects?: number | null;
  /** Absent from those frozen before there were officials' files. */
  readonly sealed?: string | null;
  readonly counted: string;
  /** `null` where nothing was counted. */
  readonly snapshot: Snapshot | null;
}

/** The bulletin a file holds; `null` where it holds none whose figures could be added up. */
export function readBody(json: string): BulletinBody | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  return isBody(value) ? value : null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether the figures are figures; what else a body tells is compared with its leaf, whatever it is. */
function isBody(value: unknown): value is BulletinBody {
  if (!isObject(value) || value.schema !== 'turnout-bulletin/1') return false;
  return value.snapshot === null || isSnapshot(value.snapshot);
}

function isSnapshot(value: unknown): value is Snapshot {
  if (!isObject(value)) return false;
  const { areas, channels, total } = value;
  if (!isObject(areas) || !isObject(channels) || !isObject(areas.byChannel)) return false;
  const { codes, level, byChannel } = areas;
  if (!isArrayOf(codes, 'string') || typeof level !== 'string') return false;
  return (
    isCount(total) &&
    Object.values(channels).every(isCount) &&
    isCounts(areas, codes.length) &&
    Object.values(byChannel).every((counts) => isCounts(counts, codes.length))
  );
}

function isCount(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { registered, issued, cast, turnoutPct } = value;
  return (
    typeof registered === 'number' &&
    typeof issued === 'number' &&
    (cast === undefined || typeof cast === 'number') &&
    (turnoutPct === null || typeof turnoutPct === 'number')
  );
}

/** One number for each area, no more: what stands past the codes would be in a sum and in no row. */
function isCounts(value: unknown, areas: number): value is ChannelCounts {
  if (!isObject(value)) return false;
  const { registered, issued, cast } = value;
  return [registered, issued, ...(cast === undefined ? [] : [cast])].every(
    (counts) => isArrayOf(counts, 'number') && counts.length === areas,
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArrayOf(value: unknown, type: 'string' | 'number'): value is readonly unknown[] {
  return Array.isArray(value) && value.every((each) => typeof each === type);
}
