import { instantOfLocal, zonedParts } from '../../shared/instant.ts';
import type { ReportsFromFinals } from '../../shared/rehearsal.ts';
import { type DailyShape, type Hours, shapedSpans, weightOf } from './daily-shape.ts';
import type { RehearsedElection, RehearsedPrecinct } from './rehearsed-election.ts';

/** Precincts that the published figures cannot tell apart: in the same areas that have figures, reporting at the same instants. */
export interface ReportingGroup {
  /** Areas of which all its precincts are part. */
  readonly within: ReadonlySet<string>;
  /** Indexes in the channel's precincts, ascending. */
  readonly members: readonly number[];
  /** Sum of their final counts. */
  readonly final: number;
  /** When they report, ms since the epoch, ascending; the last one is final. */
  readonly slotsMs: readonly number[];
  /** By when the reports of each slot are all in. */
  readonly inByMs: readonly number[];
  /** How much of the final count would come in each slot by the shape of the day alone. */
  readonly weights: readonly number[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Where the shape says nothing, little, but not nothing: published figures may want something there. */
const LEAST_WEIGHT = 1e-6;

/**
 * The channel's precincts in groups; those without a final count send nothing and are left out.
 *
 * @param finals by precinct; `undefined` where none was published
 * @param told areas that have figures of their own
 */
export function reportingGroups(
  election: RehearsedElection,
  channel: string,
  method: ReportsFromFinals,
  finals: readonly (number | undefined)[],
  told: ReadonlySet<string>,
): ReportingGroup[] {
  const precincts = election.precincts.get(channel) ?? [];
  const shown = new Set(election.areas.filter((area) => area.level === election.displayLevel).map((area) => area.code));
  const members = new Map<string, number[]>();
  for (const [index, precinct] of precincts.entries()) {
    if (finals[index] === undefined) continue;
    const areas = [...precinct.within].filter((area) => told.has(area) || shown.has(area)).sort();
    const key = JSON.stringify([precinct.zone, areas]);
    const group = members.get(key) ?? [];
    group.push(index);
    members.set(key, group);
  }
  const shape = election.shape(method.shape);
  const slots = new Map<string, Pick<ReportingGroup, 'slotsMs' | 'inByMs' | 'weights'>>();
  return [...members.values()].map((group) => {
    const { zone } = precincts[group[0]!]!;
    const times = slots.get(zone) ?? reportingSlots(shape, zone, election.hours(channel, zone), method);
    slots.set(zone, times);
    const final = group.reduce((sum, index) => sum + finals[index]!, 0);
    return { within: sharedAreas(group.map((index) => precincts[index]!)), members: group, final, ...times };
  });
}

function sharedAreas(precincts: readonly RehearsedPrecinct[]): Set<string> {
  const [first, ...others] = precincts;
  return new Set([...first!.within].filter((area) => others.every((other) => other.within.has(area))));
}

/** Every reporting time of every day that lies in the hours or ends them, with what comes between it and the one before. */
function reportingSlots(
  shape: DailyShape,
  zone: string,
  hours: readonly Hours[],
  { reportTimes, spreadMinutes = 1 }: ReportsFromFinals,
): Pick<ReportingGroup, 'slotsMs' | 'inByMs' | 'weights'> {
  const instants = new Set<number>();
  for (const { opensMs, closesMs } of hours) {
    for (let at = opensMs - DAY_MS; at <= closesMs + DAY_MS; at += DAY_MS / 2) {
      const { year, month, day } = zonedParts(at, zone);
      for (const time of reportTimes) {
        const reportMs = instantOfLocal(`${year}-${month}-${day}`, time, zone);
        if (reportMs > opensMs && reportMs <= closesMs) instants.add(reportMs);
      }
    }
  }
  const closesMs = Math.max(...hours.map((each) => each.closesMs));
  if (instants.size === 0) instants.add(closesMs);
  const slotsMs = [...instants].sort((a, b) => a - b);
  const opensMs = Math.min(...hours.map((each) => each.opensMs));
  const weights = slotsMs.map((atMs, index) => {
    const spans = shapedSpans(shape, zone, hours, slotsMs[index - 1] ?? opensMs - 1, atMs);
    return Math.max(LEAST_WEIGHT, weightOf(spans));
  });
  const lastLateMs = (spreadMinutes - 1) * MINUTE_MS;
  const inByMs = slotsMs.map((atMs, index) => (index === slotsMs.length - 1 ? atMs + lastLateMs : atMs));
  return { slotsMs, inByMs, weights };
}
