import { Registry } from 'prom-client';
import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { smallElection } from '../../../shared/small-election.ts';
import { drawMap } from '../../election-package/election-package.ts';
import { smallLogBulletins, smallLogPart } from '../../test/small-log.ts';
import {
  bodyOf,
  SMALL,
  smallBulletin,
  smallCorrection,
  smallPapers,
  smallSnapshot,
  smallStore,
} from '../../test/small-publication.ts';
import { SECRET, serveSmall } from '../../test/small-server.ts';
import { apiRoutes } from '../api/api.ts';
import { officialRoutes } from '../api/officials.ts';
import { openApiDocument } from './openapi.ts';
import { READING } from './operations.ts';
import * as schemas from './schemas.ts';

interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
  readonly security?: unknown;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, unknown> };
}

const byName = new Map<string, ZodType>(Object.entries(schemas));
const document = openApiDocument('1.2.3') as unknown as Document;
const routes = apiRoutes({ version: '1.2.3', officials: officialRoutes(new Registry()) });

describe("the interface's description", () => {
  test('names every address that is answered, and answers every address it names', () => {
    const described = Object.entries(document.paths)
      .filter(([, operations]) => 'get' in operations)
      .map(([path]) => path);
    expect([...described].sort()).toEqual(routes.map((route) => route.path).sort());
  });

  test('says of each whether it needs the secret', () => {
    for (const route of routes) {
      expect(document.paths[route.path]!.get!.security !== undefined, route.path).toBe(route.officials === true);
    }
  });

  test('refers to nothing that it does not hold', () => {
    const referred = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
    expect(referred.length).toBeGreaterThan(20);
    for (const reference of referred) {
      expect(Object.keys(document.components.schemas)).toContain(reference.replace('#/components/schemas/', ''));
    }
    expect(document.openapi).toBe('3.1.0');
  });

  test('fits what is really answered', async () => {
    const store = await smallStore(2);
    await store.addSnapshot(SMALL, bodyOf(smallSnapshot(3, { corrections: [smallCorrection()] })));
    await store.addBulletin(SMALL, smallBulletin(1));
    await store.addBoundaries(SMALL, JSON.stringify({ type: 'FeatureCollection', features: [] }));
    await store.addMap(SMALL, drawMap(smallElection['boundaries.geojson'] ?? ''));
    store.setOfficial(SMALL, smallPapers());
    // A full tile of the log is 256 leaves, and the zip holds every bulletin.
    for (const bulletin of smallLogBulletins(256).slice(1)) await store.addBulletin(SMALL, bulletin);
    store.addToLog(SMALL, smallLogPart(256));
    const server = await serveSmall(store);
    const parameters: Record<string, string> = {
      election: SMALL,
      number: '1',
      area: 'NORTH',
      instant: '2026-05-03T14:00:00Z',
      hour: '2026-05-03T14',
      level: 'entries',
      index: '000',
      width: '30',
    };
    const address = (path: string) =>
      `/api/v1${path.replace('{index}/', '000.p/').replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name]!)}`;
    const authorization = `Bearer ${SECRET}`;
    let checked = 0;
    for (const sketch of READING) {
      const answer = await server.get(address(sketch.path), { authorization });
      const operation = document.paths[sketch.path]!.get!;
      if (answer.status === 302) {
        expect(sketch.redirect, sketch.path).toBeDefined();
        continue;
      }
      // The snapshots of this test were taken long ago, but its clock is stopped: ready.
      expect(answer.status, sketch.path).toBe(200);
      const types = Object.keys(operation.responses['200']!.content!);
      expect(types, sketch.path).toEqual([answer.headers['content-type']!.split(';')[0]]);
      if (sketch.schema === undefined) continue;
      const read = byName.get(sketch.schema)!.safeParse(answer.json());
      expect(read.error?.issues ?? [], sketch.path).toEqual([]);
      checked += 1;
    }
    expect(checked).toBeGreaterThanOrEqual(15);
    for (const path of [
      `${address('/elections/{election}')}/nothing`,
      `${address('/elections/{election}/areas.json')}?revision=x`,
    ]) {
      const read = schemas.problem.safeParse((await server.get(path)).json());
      expect(read.error?.issues ?? []).toEqual([]);
    }
    const level = await server.get(`/api/v1/elections/${SMALL}/now.json?level=country`);
    expect(schemas.snapshot.safeParse(level.json()).success).toBe(true);
    await server.close();
  });
});
