import { csvRow } from '../csv.ts';
import type { AreaCounts, ChannelCounts, Snapshot } from '../snapshot.ts';
import type { LogCrypto } from './bytes.ts';
import type { Finding } from './finding.ts';
import type { BulletinLeaf } from './leaf.ts';
import { commitmentTo, type OpenedFile } from './opened-file.ts';
import type { LogFault } from './problem.ts';

const HEADER = 'level,area,channel,registered,issued,cast';
const MEASURES = ['registered', 'issued', 'cast'] as const;

/**
 * Tells where an officials' file that was opened is not the one its bulletin committed to; or is, and does not add up to what that bulletin
 * published: every level to the figures of each channel, and the level that is shown area by area.
 *
 * @param snapshot the published figures of that bulletin; `null` where they could not be read
 */
export function checkOpened(
  crypto: LogCrypto,
  opened: OpenedFile,
  { leaf, snapshot }: { leaf: BulletinLeaf | null; snapshot: Snapshot | null },
  tell: (fault: LogFault, number: number | null, finding: Finding) => void,
): void {
  const { number, election, csv } = opened;
  if (leaf?.election !== election) {
    tell('file', null, { kind: 'opened-elsewhere', number, election });
  } else if (leaf.sealed === null) {
    tell('file', number, { kind: 'opened-uncommitted' });
  } else if (commitmentTo(crypto, opened) !== leaf.sealed) {
    tell('file', number, { kind: 'opened-other' });
  } else if (snapshot !== null) {
    const wrong = otherThan(snapshot, csv);
    if (wrong !== null) tell('totals', number, wrong);
  }
}

/** The first thing in which a file tells something else than the published figures; `null` where there is none. */
function otherThan({ areas, channels }: Snapshot, csv: string): Finding | null {
  const [header = '', ...rows] = csv.split('\n').slice(0, -1);
  if (header !== HEADER) return { kind: 'opened-columns', columns: header, expected: HEADER };
  const sums = new Map<string, Map<string, ChannelSums>>();
  for (const row of rows) {
    const found = /^([^,]*),.*,([^,]*),(-?\d+),(-?\d+),(-?\d+)$/.exec(row);
    if (found === null) return { kind: 'opened-row-broken', row };
    const [, level = '', channel = '', ...counts] = found;
    const ofLevel = sums.get(level) ?? new Map<string, ChannelSums>();
    const ofChannel = ofLevel.get(channel) ?? { registered: 0, issued: 0, cast: 0 };
    sums.set(level, ofLevel.set(channel, ofChannel));
    for (const [i, measure] of MEASURES.entries()) ofChannel[measure] += Number(counts[i]);
  }
  for (const [level, made] of sums) {
    for (const channel of new Set([...Object.keys(channels), ...made.keys()])) {
      for (const measure of MEASURES) {
        const [told, published] = [made.get(channel)?.[measure] ?? 0, channels[channel]?.[measure] ?? 0];
        if (told !== published) return { kind: 'opened-sum', level, channel, measure, told, published };
      }
    }
  }
  const published = new Set(rowsOf(areas));
  const ofLevelShown = new Set(rows.filter((row) => row.startsWith(`${areas.level},`)));
  const other = [...ofLevelShown].find((row) => !published.has(row));
  if (other !== undefined) return { kind: 'opened-row-unpublished', row: other };
  const missing = [...published].find((row) => !ofLevelShown.has(row));
  return missing === undefined ? null : { kind: 'opened-row-missing', row: missing };
}

type ChannelSums = Record<(typeof MEASURES)[number], number>;

/** The rows of one level as an officials' file has them: none where every count is 0. */
function rowsOf({ level, codes, byChannel }: AreaCounts): string[] {
  return Object.entries(byChannel).flatMap(([channel, counts]: [string, ChannelCounts]) =>
    codes.flatMap((code, i) => {
      const numbers = MEASURES.map((measure) => counts[measure]?.[i] ?? 0);
      return numbers.every((n) => n === 0) ? [] : [csvRow([level, code, channel, ...numbers]).trimEnd()];
    }),
  );
}
