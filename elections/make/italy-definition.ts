import type { ElectionDefinition, Names } from '../../shared/election.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import type { PackageDescription } from './data-package.ts';

/** What two votes in the same municipalities do not share. */
export interface Italian {
  readonly id: string;
  readonly names: Names;
  readonly hours: readonly { readonly opens: string; readonly closes: string }[];
  readonly source: string;
  readonly repository: string;
  readonly licence: string;
}

export function italianElection({ id, names, hours, source, repository, licence }: Italian): ElectionDefinition {
  return {
    schema: 'turnout-election/1',
    id,
    names,
    timezone: 'Europe/Rome',
    channels: [
      {
        code: 'station',
        names: { en: 'Polling stations', it: 'Seggi', ru: 'Участки' },
        feed: 'reports',
        revotes: false,
        hours: [...hours],
      },
    ],
    levels: ['country', 'region', 'province', 'municipality'],
    displayLevel: 'province',
    publishLevel: 'municipality',
    basis: { numerator: 'issued', denominator: 'registered' },
    provenance: [
      {
        what: 'Electors and voters of each municipality at each published time',
        source: `${source}: ${repository}`,
        licence,
      },
      {
        what: 'Boundaries of the provinces, names of the areas',
        source:
          'ISTAT, June 2023, by openpolis/geojson-italy, commit 5dd489e676158175c75ae452ab9ec449bf5efb4b; rounded and thinned',
        licence: 'CC BY, ISTAT',
      },
      { what: 'Tile grid', source: 'Made by this project from the boundaries', licence: 'CC0-1.0' },
    ],
  };
}

export function italianRehearsal({ hours }: Italian): RehearsalDefinition {
  const from = hours[0]!.opens;
  return {
    schema: 'turnout-rehearsal/1',
    seed: Number(from.slice(0, 10).replaceAll('-', '')),
    from,
    speed: 60,
    sentence: {
      en: `Real counts of ${from.slice(0, 4)}, each at its published time.`,
      it: `Dati reali del ${from.slice(0, 4)}, ciascuno all’ora in cui fu pubblicato.`,
      ru: `Настоящие числа ${from.slice(0, 4)} года, каждое в опубликованный час.`,
    },
    channels: { station: { method: 'reports-as-published', source: 'municipalities', counts: 'counts.csv.gz' } },
  };
}

export function italianDataPackage({ id, names, repository, licence }: Italian): PackageDescription {
  const onData = [{ name: 'CC-BY-4.0', title: 'Creative Commons Attribution 4.0, onData' }];
  const tables = ['areas.csv.gz', 'electorate.csv.gz', 'counts.csv.gz'];
  return {
    name: id,
    title: `${names.en}: turnout by municipality`,
    description: 'An election package of Turnout. What is real and what a rehearsal simulates stands in README.md.',
    languages: [],
    sources: [
      { title: repository.replace('https://github.com/', ''), path: repository },
      { title: 'openpolis/geojson-italy', path: 'https://github.com/openpolis/geojson-italy' },
    ],
    licences: {
      ...(licence.startsWith('CC BY 4.0') ? Object.fromEntries(tables.map((table) => [table, onData])) : {}),
      'boundaries.geojson': [{ title: 'CC BY, ISTAT', path: 'https://github.com/openpolis/geojson-italy' }],
      'tiles.csv': [{ name: 'CC0-1.0', title: 'Creative Commons Zero 1.0' }],
    },
  };
}
