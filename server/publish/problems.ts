import { plain, type Representation } from './representation.ts';

/** Every problem that an answer can be (RFC 9457), by its stable code. */
export const PROBLEMS = {
  'bad-parameter': { status: 400, title: 'A parameter cannot be read' },
  'bad-address': { status: 400, title: 'The address cannot be read' },
  'bad-request': { status: 400, title: 'The request cannot be read' },
  'operators-only': { status: 401, title: "The operator's secret is needed" },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'unknown-election': { status: 404, title: 'No such election is published here' },
  'unknown-area': { status: 404, title: 'No such area is published' },
  'unknown-level': { status: 404, title: 'The election has no such level' },
  'unknown-revision': { status: 404, title: 'No such revision was published' },
  'unknown-bulletin': { status: 404, title: 'No such bulletin was published' },
  withheld: { status: 404, title: 'This bulletin is withheld' },
  'not-logged': { status: 404, title: 'The log has no such file' },
  'no-boundaries': { status: 404, title: 'The election has no boundaries' },
  'not-taken': { status: 404, title: 'This snapshot was not taken yet' },
  'not-published': { status: 404, title: 'Figures of this level are not published' },
  'level-not-kept': { status: 404, title: 'This level is kept only of some snapshots' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'too-large': { status: 413, title: 'The request is too large' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'The server failed' },
  'being-restored': { status: 503, title: 'The file is being made again' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The body of a problem: `type`, `title`, `status`, `detail`, `code`, and what else belongs to it. */
export function problemBody(
  code: ProblemCode,
  detail: string,
  members: Readonly<Record<string, unknown>> = {},
): Representation {
  const { status, title } = PROBLEMS[code];
  const body = { type: `urn:turnout:problem:${code}`, title, status, detail, code, ...members };
  return plain(JSON.stringify(body), PROBLEM_TYPE);
}
