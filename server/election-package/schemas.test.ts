import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { smallElection } from '../../shared/small-election.ts';
import { packageRoot } from '../config.ts';
import { REPORT_COLUMNS } from './check-reports.ts';
import { jsonSchemas } from './json-schemas.ts';

const FOLDER = join(packageRoot(), 'shared/schemas');

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

describe('what is published for others to check a package with', () => {
  test.for(Object.keys(jsonSchemas()))('%s says what the reader checks', (name) => {
    expect(read(name)).toEqual(jsonSchemas()[name]);
  });

  test('names the columns of each table as the small election has them', () => {
    const tables = readdirSync(FOLDER).filter((name) => name.endsWith('.table.json'));
    expect(tables.toSorted()).toEqual(
      ['areas', 'counts', 'electorate', 'reports', 'shape', 'tiles'].map((name) => `${name}.table.json`),
    );
    for (const table of tables.filter((name) => name !== 'reports.table.json')) {
      const { fields } = read(table) as { fields: { name: string }[] };
      const file = table === 'shape.table.json' ? 'online-shape.csv' : table.replace('.table.json', '.csv');
      const header = smallElection[file]!.split('\n')[0]!.split(',');
      // A name in another language stands between; the feed may be left out, and is.
      expect(header.filter((name) => !/^name_(?!en)/.test(name))).toEqual(
        fields.map(({ name }) => name).filter((name) => name !== 'feed'),
      );
    }
  });

  test('names the columns of reports as they were received as the reader takes them', () => {
    const { fields } = read('reports.table.json') as {
      fields: { name: string; constraints: { required?: boolean } }[];
    };
    const named = (required: boolean) =>
      fields.filter(({ constraints }) => (constraints.required ?? false) === required).map(({ name }) => name);
    expect(named(true)).toEqual(REPORT_COLUMNS.required);
    expect(named(false)).toEqual(REPORT_COLUMNS.optional);
  });
});
