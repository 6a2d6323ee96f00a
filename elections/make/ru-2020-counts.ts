import { join } from 'node:path';
import { instantOfLocal, zonedInstant } from '../../shared/instant.ts';
import type { Commission } from './ru-2020.ts';
import { csvText, field, readTable } from './table.ts';

export const COUNT_COLUMNS = [
  'area',
  'channel',
  'at_from',
  'at',
  'measure',
  'value',
  'denominator',
  'status',
  'source',
] as const;

export type CountRow = [
  area: string,
  channel: string,
  atFrom: string,
  at: string,
  measure: string,
  value: string | number,
  denominator: number | null,
  status: string,
  source: string,
];

/** The official result. */
export const officialResult = { registered: 109_190_337, issued: 74_215_555 };

const ONLINE_REGISTERED = 1_190_726;
const RUNNING = [
  { voters: 21_171_137, percent: 19.49, rounding: 0.005 },
  { voters: 30_917_512, percent: 28.46, rounding: 0.005 },
  { voters: 40_415_883, percent: 37.2, rounding: 0.05 },
];

/**
 * What the commission divided its running counts by, to ten thousand: the middle of the numbers that fit every pair of
 * count and rounded percentage it published for the same day's end. It never published the number itself.
 */
export function runningPercentDenominator(): number {
  const least = Math.max(...RUNNING.map(({ voters, percent, rounding }) => (voters / (percent + rounding)) * 100));
  const most = Math.min(...RUNNING.map(({ voters, percent, rounding }) => (voters / (percent - rounding)) * 100));
  if (least > most) throw new Error('no denominator fits the published pairs');
  return Math.round((least + most) / 2 / 10_000) * 10_000;
}

/** `counts.csv`: what was published during the week, by time, then the final count of each commission. */
export function ruCounts(data: string, commissions: readonly Commission[]): string {
  const week = [...nationalAndRegional(data), ...evoteAnchors(data), ...evoteCheckpoints(data)].sort(byTime);
  const finals = commissions.map(({ code, timezone, issued }): CountRow => {
    const zone = timezone === '' ? 'Europe/Moscow' : timezone;
    const at = zonedInstant(instantOfLocal('2020-07-01', '20:00', zone), zone);
    return [code, 'station', at, at, 'issued', issued, null, 'exact', FINAL_SOURCE];
  });
  return csvText(COUNT_COLUMNS, [...week, ...finals]);
}

const FINAL_SOURCE = 'CEC final count, github.com/dkobak/elections';

function byTime(a: CountRow, b: CountRow): number {
  return Date.parse(a[3]) - Date.parse(b[3]) || (a.slice(0, 6).join() < b.slice(0, 6).join() ? -1 : 1);
}

function nationalAndRegional(data: string): CountRow[] {
  return readTable(join(data, 'ru2020/turnout_checkpoints.csv')).flatMap((row): CountRow[] => {
    const [from, at, area] = [field(row, 'at_from'), field(row, 'at_to'), field(row, 'region_code')];
    const value = field(row, 'value');
    switch (field(row, 'measure')) {
      case 'registered':
        return [];
      case 'voters':
        return [[area, 'all', from, at, 'issued', value, null, from === at ? 'exact' : 'window', citation(row)]];
      case 'turnout_pct': {
        const final = area === 'RU' && at >= '2020-07-02';
        const denominator = area !== 'RU' ? null : final ? officialResult.registered : runningPercentDenominator();
        return [[area, 'all', from, at, 'turnout_pct', value, denominator, 'percent', citation(row)]];
      }
      default:
        throw new Error(`unknown measure in ${JSON.stringify(row)}`);
    }
  });
}

/** The points the online curve must go through, each cited by the publication it was read from. */
function evoteAnchors(data: string): CountRow[] {
  const published = readTable(join(data, 'ru2020/evote_checkpoints.csv')).filter(
    (row) => field(row, 'scope_code') === 'RU-DEG-ALL' && field(row, 'at_from') === field(row, 'at_to'),
  );
  return readTable(join(data, 'ru2020/evote_anchors.csv')).map((anchor): CountRow => {
    const at = field(anchor, 'at');
    const method = field(anchor, 'issued_method');
    const measure = { exact: 'ballots_issued', lower_bound: 'ballots_issued_min', pct_x_registered: 'turnout_pct' }[
      method
    ];
    const citing = published.find((row) => field(row, 'at_to') === at && field(row, 'measure') === measure);
    if (citing === undefined) throw new Error(`no publication for the anchor of ${at}`);
    const read =
      method === 'pct_x_registered'
        ? `; ${field(citing, 'value')} % x ${ONLINE_REGISTERED} registered, +-${field(anchor, 'issued_uncertainty')} by rounding`
        : '';
    const status = method === 'lower_bound' ? 'minimum' : 'exact';
    const issued = field(anchor, 'ballots_issued');
    return ['RU', 'online', at, at, 'issued', issued, null, status, citation(citing) + read];
  });
}

const ONLINE_AREAS: Readonly<Record<string, string>> = {
  'RU-DEG-ALL': 'RU',
  'RU-MOW-DEG': 'RU-MOW-DEG',
  'RU-NIZ-DEG': 'RU-NIZ-DEG',
};

function evoteCheckpoints(data: string): CountRow[] {
  return readTable(join(data, 'ru2020/evote_checkpoints.csv')).flatMap((row): CountRow[] => {
    const [from, at, scope] = [field(row, 'at_from'), field(row, 'at_to'), field(row, 'scope_code')];
    const area = ONLINE_AREAS[scope];
    if (area === undefined) throw new Error(`unknown scope ${scope}`);
    const value = field(row, 'value');
    const status = from === at ? 'exact' : 'window';
    switch (field(row, 'measure')) {
      case 'ballots_issued':
        // At a known minute both regions together are an anchor already.
        if (area === 'RU' && status === 'exact') return [];
        return [[area, 'online', from, at, 'issued', value, null, status, citation(row)]];
      case 'ballots_accepted':
        return [[area, 'online', from, at, 'cast', value, null, status, citation(row)]];
      case 'turnout_pct':
        return [[area, 'online', from, at, 'turnout_pct', value, ONLINE_REGISTERED, 'percent', citation(row)]];
      case 'ballots_issued_min': // an anchor already
      case 'registered': // in electorate.csv
      case 'voted_unspecified': // nobody can say whether issued or cast
      case 'ballots_valid': // after decryption; neither issued nor cast
        return [];
      default:
        throw new Error(`unknown measure in ${JSON.stringify(row)}`);
    }
  });
}

function citation(row: Record<string, string>): string {
  const rounded = field(row, 'status') === 'rounded' ? 'rounded by the publisher' : '';
  const publisher = field(row, 'publisher').replace(/^seed story \((.*)\)$/, '$1');
  return [publisher, field(row, 'source_url'), field(row, 'note'), rounded].filter((part) => part !== '').join('; ');
}
