import type { Area } from '../../../shared/area.ts';
import type { BulletinListing } from '../../../shared/bulletin.ts';
import type { ElectionDescription } from '../../../shared/election.ts';
import type { ChannelCounts, Count, Snapshot } from '../../../shared/snapshot.ts';
import { turnoutPct } from '../../../shared/turnout.ts';
import { type Cell, type Sheet, workbook } from './workbook.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a bulletin's workbook is made of. */
export interface BulletinSheets {
  readonly description: ElectionDescription;
  readonly listing: BulletinListing;
  /** `null` for an hour that was not counted. */
  readonly snapshot: Snapshot | null;
  /** For the areas' names. */
  readonly areas: readonly Area[];
  readonly reason: string | null;
}

/** A bulletin as a workbook: the hour's figures, one row an area and a group of columns a channel, and a sheet that says what they are. */
export function bulletinWorkbook(bulletin: BulletinSheets): Buffer {
  const { listing } = bulletin;
  // Excel forbids the colon of a full instant.
  return workbook([figures(bulletin, listing.hour.replaceAll(':', '.')), about(bulletin)]);
}

function figures({ description, snapshot, areas }: BulletinSheets, name: string): Sheet {
  const channels = snapshot === null ? [] : Object.keys(snapshot.channels);
  const hasCast = snapshot?.total.cast !== undefined;
  const group = (words: string) => [
    `${words}registered`,
    `${words}issued`,
    ...(hasCast ? [`${words}cast`] : []),
    `${words}turnout`,
  ];
  const head = ['code', 'area', ...group(''), ...channels.flatMap((channel) => group(`${channel} `))];
  const rows: Cell[][] = [head];
  if (snapshot !== null) {
    const root = areas.find(({ parent }) => parent === null);
    const counts = [snapshot.total, ...channels.map((channel) => snapshot.channels[channel]!)];
    rows.push([root?.code ?? '', root?.names.en ?? '', ...counts.flatMap((count) => cells(count, hasCast))]);
    if (snapshot.areas.level !== description.levels[0]) {
      const names = new Map(areas.map((area) => [area.code, area.names.en ?? '']));
      snapshot.areas.codes.forEach((code, i) => {
        const each = [snapshot.areas, ...channels.map((channel) => snapshot.areas.byChannel[channel])];
        rows.push([code, names.get(code) ?? '', ...each.flatMap((group) => cells(countAt(group, i), hasCast))]);
      });
    }
  }
  return { name, rows, widths: [14, 34, ...head.slice(2).map(() => 16)] };
}

function about({ description, listing, snapshot, reason }: BulletinSheets): Sheet {
  const rows: Cell[][] = [
    ['what', 'value'],
    ['election', description.names.en ?? description.id],
    ['mode', description.mode === 'live' ? 'live' : 'REHEARSAL: no election result'],
    ...(description.rehearsal === undefined ? [] : [['simulated', description.rehearsal.sentence.en ?? ''] as Cell[]]),
    ['bulletin', listing.number],
    ['kind', listing.kind],
    ['as of', listing.asOf],
    ['snapshot', listing.snapshot],
    ['corrects bulletin', listing.corrects],
    ['reason', reason],
    [
      'turnout',
      'ballots issued, less those cancelled, over registered electors; two decimals, half up; empty where nobody is registered',
    ],
    [
      'coverage',
      snapshot === null ? null : `${snapshot.coverage.reported} of ${snapshot.coverage.feeds} precinct counts`,
    ],
    ['SHA-256 of the JSON', listing.sha256],
    ['SHA-256 of the CSV', listing.csvSha256],
  ];
  return { name: 'About', rows: rows.filter(([, value]) => value !== null), widths: [24, 90] };
}

function cells({ registered, issued, cast, turnoutPct: percent }: Count, hasCast: boolean): Cell[] {
  return [registered, issued, ...(hasCast ? [cast ?? 0] : []), percent === null ? null : { percent }];
}

function countAt(counts: ChannelCounts | undefined, i: number): Count {
  const [registered, issued, cast] = [counts?.registered[i] ?? 0, counts?.issued[i] ?? 0, counts?.cast?.[i]];
  return { registered, issued, ...(cast === undefined ? {} : { cast }), turnoutPct: turnoutPct(issued, registered) };
}
