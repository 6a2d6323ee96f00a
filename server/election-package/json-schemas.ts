import { z } from 'zod';
import { definitionSchema, rehearsalSchema } from './definition-schema.ts';

/** The package's JSON files as JSON Schema 2020-12, by the name of the file in `shared/schemas/`. */
export function jsonSchemas(): Record<string, unknown> {
  return {
    'turnout-election.schema.json': titled(definitionSchema, 'election.json of a Turnout election package'),
    'turnout-rehearsal.schema.json': titled(rehearsalSchema, 'rehearsal.json of a Turnout election package'),
  };
}

function titled(schema: z.ZodType, title: string): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema);
  return { $schema, title, ...rest };
}
