import { z } from 'zod';
import type { OperationSketch } from './operation-sketch.ts';
import { READING, SENDING } from './operations.ts';
import * as schemas from './schemas.ts';

const registry = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(schemas)) registry.add(schema, { id: name });

/** The interface as an OpenAPI 3.1 document. */
export function openApiDocument(version: string): Record<string, unknown> {
  const { schemas: components } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Turnout',
      version,
      description:
        'Voter turnout, counted from the rows each minute. Every answer to a GET may be read by pages of any origin. ' +
        'Errors are problem details (RFC 9457) with a stable `code`. A number that was not taken yet is 404 and not cached.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    paths: {
      ...Object.fromEntries(READING.map((sketch) => [sketch.path, { get: operation(sketch) }])),
      ...Object.fromEntries(SENDING.map((sketch) => [sketch.path, { post: operation(sketch) }])),
    },
    components: {
      schemas: Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, withoutIds(schema)])),
      securitySchemes: {
        operator: { type: 'http', scheme: 'bearer', description: "The operator's secret." },
        source: { type: 'http', scheme: 'bearer', description: 'The key of a source.' },
      },
    },
  };
}

function operation(sketch: OperationSketch): Record<string, unknown> {
  const path = [...sketch.path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = (sketch.query ?? []).map(({ name, description }) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  const problem = {
    description: 'A problem.',
    content: { 'application/problem+json': { schema: reference('problem') } },
  };
  return {
    operationId: sketch.id,
    summary: sketch.summary,
    ...(sketch.security === undefined ? {} : { security: [{ [sketch.security]: [] }] }),
    parameters: [...path, ...query],
    ...(sketch.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            description: sketch.body,
            content: { 'application/x-ndjson': { schema: { type: 'string' } } },
          },
        }),
    responses: {
      ...answerOf(sketch),
      ...(sketch.unready === undefined ? {} : { 503: content('Not ready.', 'application/json', sketch.unready) }),
      default: problem,
    },
  };
}

function answerOf(sketch: OperationSketch): Record<string, unknown> {
  if (sketch.redirect !== undefined) return { 302: { description: sketch.redirect, headers: { Location: text } } };
  const { type = 'application/json', schema } = sketch;
  return { 200: content(sketch.summary, type, schema) };
}

function content(description: string, type: string, schema: string | undefined): Record<string, unknown> {
  return {
    description,
    headers: { ETag: text },
    content: { [type]: { schema: schema === undefined ? { type: 'string' } : reference(schema) } },
  };
}

const text = { schema: { type: 'string' } };

function reference(schema: string): Record<string, unknown> {
  return { $ref: `#/components/schemas/${schema}` };
}

function withoutIds(schema: Record<string, unknown>): Record<string, unknown> {
  const { $id: _id, $schema: _schema, ...rest } = schema;
  return rest;
}
