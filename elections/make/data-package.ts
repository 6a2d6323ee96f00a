import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PackageFiles } from './packed.ts';

export interface PackageDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Languages of `areas.csv` beside English. */
  readonly languages: readonly string[];
  readonly sources: readonly { readonly title: string; readonly path: string }[];
  /** Licences by file; a file without any has none stated by its source. */
  readonly licences: Readonly<Record<string, readonly Licence[]>>;
}

interface Licence {
  readonly name?: string;
  readonly title: string;
  readonly path?: string;
}

interface TableSchema {
  readonly fields: readonly { readonly name: string }[];
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  geojson: 'application/geo+json',
};

/** `datapackage.json` (Frictionless Data Package 1) over the package's other files. */
export function dataPackage(description: PackageDescription, files: PackageFiles): string {
  const resources = [...files].map(([path, body]) => {
    const [name, format, compression] = path.split('.') as [string, string, string?];
    const text = typeof body === 'string' ? body : gunzipSync(body).toString('utf8');
    const licenses = description.licences[path];
    return {
      name,
      path,
      format,
      mediatype: MEDIA_TYPES[format],
      encoding: 'utf-8',
      ...(compression === undefined ? {} : { compression }),
      bytes: Buffer.byteLength(body),
      hash: `sha256:${createHash('sha256').update(body).digest('hex')}`,
      ...(format === 'csv'
        ? { profile: 'tabular-data-resource', schema: tableSchema(name, text, description.languages) }
        : {}),
      ...(licenses === undefined ? {} : { licenses }),
    };
  });
  const { name, title, sources } = description;
  return `${JSON.stringify({ profile: 'data-package', name, title, description: description.description, sources, resources }, null, 2)}\n`;
}

/** The table's schema with the columns this file has, in its order. */
function tableSchema(name: string, text: string, languages: readonly string[]): TableSchema {
  const table = name.endsWith('-shape') ? 'shape' : name;
  const schema = JSON.parse(readFileSync(join('shared/schemas', `${table}.table.json`), 'utf8')) as TableSchema;
  const extra = languages.map((language) => ({ name: `name_${language}`, type: 'string' }));
  const columns = text.slice(0, text.indexOf('\n')).split(',');
  const fields = columns.map((column) => {
    const found = [...schema.fields, ...extra].find((one) => one.name === column);
    if (found === undefined) throw new Error(`${name}: no such column in its schema: ${column}`);
    return found;
  });
  return { ...schema, fields };
}
