import { createHash } from 'node:crypto';
import type { ElectionDefinition } from '../../../shared/election.ts';
import type { ElectionPackage } from '../../election-package/election-package.ts';

/** Areas of a national vote: as many of each level as the largest one that was published precinct by precinct. */
export const NATIONAL = { regions: 85, commissions: 2_770, precincts: 96_765 } as const;

const ELECTORS = 1_128;
const TIMEZONE = 'UTC';
const DAYS = ['2030-06-01T08:00:00Z', '2030-06-07T20:00:00Z'] as const;

/** What is measured on: a tree of three levels under the country, each precinct fed by events and by reports. */
export interface NationalElection {
  readonly package: ElectionPackage;
  /** Codes of the precincts. */
  readonly precincts: readonly string[];
  readonly opensAt: Date;
}

/** A made-up election of a whole country; every size can be told, for a quick look. */
export function nationalElection(size: { readonly precincts: number } = NATIONAL): NationalElection {
  const regions = Math.min(NATIONAL.regions, size.precincts);
  const commissions = Math.max(regions, Math.round((size.precincts / NATIONAL.precincts) * NATIONAL.commissions));
  const areas: ElectionPackage['areas'][number][] = [];
  const add = (code: string, parent: string | null, level: string, depth: number) => {
    const names = { en: code };
    const leaf = level === 'precinct';
    const place = { tile: null, disputed: false, note: null };
    areas.push({ code, parent, level, depth, leaf, names, timezone: TIMEZONE, ...place });
  };
  const regionOf = (commission: number) =>
    `XX-R${String(Math.floor((commission * regions) / commissions)).padStart(2, '0')}`;
  const commissionCode = (n: number) => `${regionOf(n)}-C${String(n).padStart(4, '0')}`;
  const precinctCode = (n: number) =>
    `${regionOf(Math.floor((n * commissions) / size.precincts))}-U${String(n).padStart(5, '0')}`;
  const each = (count: number) => Array.from({ length: count }, (_, n) => n);
  add('XX', null, 'country', 0);
  for (const code of new Set(each(commissions).map(regionOf))) add(code, 'XX', 'region', 1);
  for (const n of each(commissions)) add(commissionCode(n), regionOf(n), 'commission', 2);
  const precincts = each(size.precincts).map(precinctCode);
  for (const [n, code] of precincts.entries()) {
    add(code, commissionCode(Math.floor((n * commissions) / size.precincts)), 'precinct', 3);
  }
  const [opens, closes] = DAYS;
  const hours = [{ opens, closes }];
  const definition: ElectionDefinition = {
    schema: 'turnout-election/1',
    id: 'bench',
    names: { en: 'A whole country, made up to be measured' },
    timezone: TIMEZONE,
    channels: [
      { code: 'online', names: { en: 'Online' }, feed: 'events', revotes: false, hours },
      { code: 'station', names: { en: 'Polling stations' }, feed: 'reports', revotes: false, hours },
    ],
    levels: ['country', 'region', 'commission', 'precinct'],
    displayLevel: 'region',
    publishLevel: 'region',
    basis: { numerator: 'issued', denominator: 'registered' },
    provenance: [{ what: 'everything', source: 'made up by turnout bench', licence: 'none needed' }],
  };
  const channels = [
    { channel: 'online', feed: 'events' },
    { channel: 'station', feed: 'reports' },
  ] as const;
  const opensAt = Date.parse(opens);
  return {
    precincts,
    opensAt: new Date(opensAt),
    package: {
      definition,
      sha256: createHash('sha256')
        .update(JSON.stringify([definition, size]))
        .digest('hex'),
      areas,
      electorate: channels.flatMap(({ channel, feed }) =>
        precincts.map((area) => ({ area, channel, feed, registered: ELECTORS, asOf: opens })),
      ),
      votingHours: channels.map(({ channel }) => ({
        channel,
        timezone: TIMEZONE,
        opensAt,
        closesAt: Date.parse(closes),
      })),
      boundaries: null,
      counts: [],
      rehearsal: null,
      rehearsalFiles: new Map(),
    },
  };
}
