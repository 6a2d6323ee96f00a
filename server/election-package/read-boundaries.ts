import { z } from 'zod';
import { parseJsonWithLines } from './json-lines.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import type { ReadAreas } from './read-areas.ts';
import { tellShapeProblems } from './shape-problems.ts';

const position = z.array(z.number()).min(2);
const ring = z.array(position).min(4);
const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  properties: z.object({ disputed: z.boolean().optional() }).loose().nullable(),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
  ]),
});
const collectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(featureSchema) });

/** What the loader needs of `boundaries.geojson`. */
export interface ReadBoundaries {
  /** As it is published. */
  readonly body: string;
  readonly disputed: ReadonlySet<string>;
}

const FILE = 'boundaries.geojson';

/** Reads and checks `boundaries.geojson` (RFC 7946): polygons, each with the code of an area as its id. */
export function readBoundaries(
  file: PackageFile,
  areas: ReadAreas | null,
  problems: PackageProblems,
): ReadBoundaries | null {
  const json = parseJsonWithLines(file.text);
  if ('detail' in json) {
    problems.add(FILE, json.line, 'bad-json', json.detail);
    return null;
  }
  const parsed = collectionSchema.safeParse(json.value);
  if (!parsed.success) tellShapeProblems(FILE, json, parsed.error.issues, problems);
  const first = new Map<string, number>();
  const disputed = new Set<string>();
  for (const [i, feature] of featuresOf(json.value).entries()) {
    const { id, properties } = feature;
    if (typeof id !== 'string') continue;
    const line = json.lineOf(['features', i]);
    const known = first.get(id);
    if (known !== undefined) problems.add(FILE, line, 'duplicate-boundary', `${id}, first on line ${known}`);
    else if (areas !== null && !areas.byCode.has(id)) problems.add(FILE, line, 'boundary-without-area', id);
    first.set(id, known ?? line);
    if (properties?.disputed === true) disputed.add(id);
  }
  return { body: file.text, disputed };
}

interface LooseFeature {
  readonly id?: unknown;
  readonly properties?: { readonly disputed?: unknown } | null;
}

/** Features that can be looked at, whatever else is wrong with the file. */
function featuresOf(value: unknown): LooseFeature[] {
  const features = (value as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) return [];
  return features.map((feature: unknown) => (typeof feature === 'object' && feature !== null ? feature : {}));
}
