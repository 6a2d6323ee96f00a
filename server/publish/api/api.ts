import { STATUS_CODES } from 'node:http';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { type Answer, type Headers, problem, shortCache, writeAnswer } from '../answer.ts';
import { callerKey } from '../client-address.ts';
import { openApiDocument } from '../openapi/openapi.ts';
import type { PublishedStore } from '../published-store.ts';
import { encode, JSON_TYPE } from '../representation.ts';
import { areaRoutes } from './areas.ts';
import { bulletinRoutes } from './bulletins.ts';
import { electionRoutes } from './elections.ts';
import { healthRoutes } from './health.ts';
import { logRoutes } from './log.ts';
import type { ApiRoute, Operator } from './request.ts';
import { saidRoutes } from './said-bulletins.ts';
import { seriesRoutes } from './series.ts';
import { snapshotRoutes } from './snapshots.ts';

export const PREFIX = '/api/v1';
const READING = 'GET, HEAD, OPTIONS';

export interface ApiOptions {
  readonly store: PublishedStore;
  readonly headers: Headers;
  /** Origin under which the public reaches the server, where it is known. */
  readonly publicUrl?: string | null;
  /** Proxies in front whose word on the caller's address is taken. */
  readonly trustProxy: number;
  readonly verifySecret: (secret: string) => boolean | Promise<boolean>;
  readonly requestsPerMinute: number;
  readonly wrongSecretsPerQuarterHour: number;
  readonly bodyBytes: number;
  readonly version: string;
  readonly log: Logger;
}

/** Every address that is answered, in one list: the interface's description is held to it. */
export function apiRoutes(o: { version: string; officials: readonly ApiRoute[] }): readonly ApiRoute[] {
  const described = encode(JSON.stringify(openApiDocument(o.version)), JSON_TYPE);
  return [
    ...electionRoutes,
    ...snapshotRoutes,
    ...areaRoutes,
    ...seriesRoutes,
    ...logRoutes,
    ...bulletinRoutes,
    ...saidRoutes,
    ...o.officials,
    ...healthRoutes,
    {
      path: '/openapi.json',
      answer: async () => ({ kind: 'body', representation: await described, cacheControl: shortCache(60_000) }),
    },
  ];
}

/** The public interface: reading only. */
export function apiRouter(o: ApiOptions, routes: readonly ApiRoute[]): Router {
  const router = Router();
  const limit = (perWindow: number, windowMs: number) => ({
    limit: perWindow,
    windowMs,
    standardHeaders: 'draft-8' as const,
    legacyHeaders: false,
    validate: { xForwardedForHeader: false },
    keyGenerator: (request: Request) => callerKey(request, o.trustProxy),
    handler: ((request, response) => {
      writeAnswer(request, response, problem('too-many-requests', 'Wait as long as Retry-After says.'), o.headers);
    }) satisfies RequestHandler,
  });
  const wrongSecrets = rateLimit({
    ...limit(o.wrongSecretsPerQuarterHour, 900_000),
    skip: (request) => request.headers.authorization === undefined,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
  });
  router.use(refuseBodies(o), rateLimit(limit(o.requestsPerMinute, 60_000)), wrongSecrets);

  for (const route of routes) {
    router
      .route(route.path.replaceAll(/\{(\w+)\}/g, ':$1'))
      .get(answering(o, route))
      .options((_request, response) => {
        response
          .writeHead(204, {
            ...o.headers,
            Allow: READING,
            'Access-Control-Allow-Methods': READING,
            'Access-Control-Allow-Headers': 'If-None-Match',
            'Access-Control-Max-Age': 86_400,
          })
          .end();
      })
      .all((request, response) => {
        const answer = problem('method-not-allowed', `${request.method} is not taken here.`);
        writeAnswer(request, response, { ...answer, headers: { Allow: READING } }, o.headers);
      });
  }
  return router;
}

function answering(o: ApiOptions, route: ApiRoute): RequestHandler {
  return async (request: Request, response: Response) => {
    const operator = () => operatorOf(request, o.verifySecret);
    if (route.officials === true && (await operator()) !== 'yes') {
      const answer = problem('operators-only', "Send the operator's secret: Authorization: Bearer …");
      writeAnswer(
        request,
        response,
        { ...answer, headers: { 'WWW-Authenticate': 'Bearer realm="turnout"' } },
        o.headers,
      );
      return;
    }
    const params = request.params as Readonly<Record<string, string>>;
    const answer = await route.answer({
      store: o.store,
      params,
      query: request.query,
      url: request.originalUrl,
      acceptLanguage: request.headers['accept-language'],
      origin: o.publicUrl ?? originOf(request),
      operator,
    });
    writeAnswer(request, response, answer, o.headers);
  };
}

/** The origin that the request itself names, where it is the name of a host and nothing else. */
function originOf(request: Request): string {
  const { host = '' } = request.headers;
  return /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/iu.test(host) ? `${request.protocol}://${host}` : '';
}

async function operatorOf(request: Request, verify: ApiOptions['verifySecret']): Promise<Operator> {
  const { authorization } = request.headers;
  if (authorization === undefined) return 'absent';
  const secret = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
  return secret !== undefined && (await verify(secret)) ? 'yes' : 'no';
}

/** Who only reads has no reason to send much. */
function refuseBodies(o: ApiOptions): RequestHandler {
  return (request, response, next) => {
    if (Number(request.headers['content-length'] ?? 0) <= o.bodyBytes) return next();
    const answer = problem('too-large', `At most ${o.bodyBytes} bytes.`);
    writeAnswer(request, response, { ...answer, headers: { Connection: 'close' } }, o.headers);
  };
}

/** What is said where nothing else answered under the prefix. */
export function nothingHere(headers: Headers): RequestHandler {
  return (request, response) => {
    writeAnswer(request, response, problem('not-found', `Described at ${PREFIX}/openapi.json.`), headers);
  };
}

/** An error that nobody answered: what the caller did wrong is said, what we did wrong is logged and not told. */
export function failing(o: { headers: Headers; log: Logger }): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    let answer: Answer;
    if (error instanceof URIError)
      answer = problem('bad-address', 'A % in it stands before no two hexadecimal digits.');
    else if (status === 413) answer = problem('too-large', 'Send less at a time.');
    else if (status >= 400 && status < 500) answer = problem('bad-request', STATUS_CODES[status] ?? 'Bad Request');
    else {
      o.log.error({ err: error, path: request.path }, 'a request failed');
      answer = problem('internal', 'It was logged.');
    }
    writeAnswer(request, response, answer, o.headers);
  };
}
