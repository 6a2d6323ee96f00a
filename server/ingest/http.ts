import type { IncomingMessage } from 'node:http';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { IngestResult } from '../../shared/ingest-rules.ts';
import { type Database, one, readSql } from '../database/database.ts';
import { acceptBallotIssues } from './ballot-issues.ts';
import { type Body, type BodyLimits, BodyTooLargeError, BodyTooSlowError, readBody } from './body.ts';
import { BodyRoom, RoomFullError, type RoomLimits, SourceRoomFullError } from './body-room.ts';
import { acceptCountReports } from './count-reports.ts';
import type { Fields, Read } from './fields.ts';
import { answerWhileSending } from './linger.ts';
import type { Sending } from './message.ts';
import { acceptHeartbeat } from './progress.ts';
import { authenticateSource } from './sources.ts';
import { readBallotIssue, readCountReport } from './validate.ts';
import { voterTokens } from './voter-token.ts';

const electionExistsSql = readSql(import.meta.url, './election_exists.sql');

const MEDIA_TYPE = 'application/x-ndjson';
const RETRY_AFTER_S = 5;

export interface IngestOptions {
  readonly log: Logger;
  /** `null`: lines that name a voter are refused. */
  readonly voterKey: Buffer | null;
  readonly limits?: Partial<BodyLimits>;
  readonly room?: RoomLimits;
  /** Batches and heartbeats of one source in a minute, where nothing else was agreed for it. */
  readonly batchesPerMinute?: number;
  /** Requests without a good key, from one address in a minute. */
  readonly strangersPerMinute?: number;
}

// The shortest lines that say something leave fewer in the longest body: one of good lines is never refused for their number.
const LIMITS: BodyLimits = { bodyBytes: 16 << 20, lineBytes: 64 << 10, lines: 250_000, timeoutMs: 30_000 };
/** A minute of ten thousand ballots a second; two of the longest bodies of one source. */
const ROOM: RoomLimits = { bytes: 64 << 20, bytesOfSource: 32 << 20 };
const BATCHES_PER_MINUTE = 1_200;
const STRANGERS_PER_MINUTE = 60;

/** The two doors for messages of sources, to be mounted under `/api/v1`. Whatever is answered with 200 is durably stored. */
export function ingestRouter(database: Database, options: IngestOptions): Router {
  const router = express.Router();
  const limits = { ...LIMITS, ...options.limits };
  const room = new BodyRoom(options.room ?? ROOM);
  const strangers = new Strangers(options.strangersPerMinute ?? STRANGERS_PER_MINUTE);
  const authenticate = authentication(database, strangers);
  const limitBatches = batchesLimit(options.batchesPerMinute ?? BATCHES_PER_MINUTE);
  const door = <T>(read: ReadLine<T>, accept: Accept<T>): RequestHandler[] => [
    strangers.turnAway,
    authenticate,
    limitBatches,
    async (request, response) => {
      await answerBatch(request, response, { database, limits, room, voterKey: options.voterKey, read, accept });
    },
  ];
  const path = '/elections/:election/sources/:source';
  router.post(
    `${path}/ballot-issues`,
    door(readBallotIssue, (sending, { lines, unreadable }) =>
      acceptBallotIssues(database, { ...sending, issues: lines, unreadable }),
    ),
  );
  router.post(
    `${path}/count-reports`,
    door(readCountReport, (sending, { lines, unreadable }) =>
      acceptCountReports(database, { ...sending, reports: lines, unreadable }),
    ),
  );
  router.all([`${path}/ballot-issues`, `${path}/count-reports`], (_request, response) => {
    response.set('Allow', 'POST');
    refuse(response, 405, 'Messages are sent here with POST.');
  });
  router.use(failure(options.log));
  return router;
}

type ReadLine<T> = (line: number, fields: Fields) => Read<T>;
type Accept<T> = (sending: Sending, body: Body<T>) => Promise<IngestResult>;

interface Door<T> {
  readonly database: Database;
  readonly limits: BodyLimits;
  readonly room: BodyRoom;
  readonly voterKey: Buffer | null;
  readonly read: ReadLine<T>;
  readonly accept: Accept<T>;
}

async function answerBatch<T>(request: Request, response: Response, door: Door<T>): Promise<void> {
  const { election, source } = namesOf(request);
  response.set('Cache-Control', 'no-store');
  if (hasBody(request)) {
    const wrong = wrongMediaType(request);
    if (wrong !== null) return refuse(response.set('Accept', MEDIA_TYPE), 415, wrong);
  }
  const place = door.room.enter(`${election}/${source}`);
  try {
    const body = await readBody(request, door.limits, door.read, place);
    if (body.lines.length === 0 && body.unreadable.count === 0) {
      const durableUpTo = await acceptHeartbeat(door.database, election, source);
      response.json({ accepted: 0, replayed: 0, rejected: 0, problems: [], durableUpTo } satisfies IngestResult);
      return;
    }
    if (!body.objects) return refuse(response, 400, 'No line of the body is a JSON object: this is not NDJSON.');
    const voterToken = door.voterKey === null ? undefined : voterTokens(door.voterKey, election);
    response.json(await door.accept({ election, source, voterToken }, body));
  } finally {
    place.leave();
  }
}

function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return coding !== undefined || (length !== undefined && length !== '0');
}

function wrongMediaType(request: IncomingMessage): string | null {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const [media = '', ...parameters] = type.toLowerCase().split(';');
  if (media.trim() !== MEDIA_TYPE) return `The body must be ${MEDIA_TYPE}.`;
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='));
  if (charset !== undefined && !/^\s*charset="?utf-8"?\s*$/.test(charset)) return 'The body must be UTF-8.';
  return encoding.toLowerCase() === 'identity' ? null : 'The body must not be compressed.';
}

/** Lets through only who holds the key of the source that the address names. */
function authentication(database: Database, strangers: Strangers): RequestHandler {
  return async (request, response, next) => {
    const { election, source } = namesOf(request);
    const key = /^Bearer +([\w.~+/-]+=*) *$/i.exec(request.headers.authorization ?? '')?.[1];
    const known = key === undefined ? null : await authenticateSource(database, key);
    if (known?.election !== election || known.source !== source) {
      // Only a stranger may mean an election that is not there: who has a key of one was let in to it.
      const { found } = await one<{ found: boolean }>(database.pool('ingest'), electionExistsSql, [election]);
      if (!found) return await strangers.refuse(request, response, 404, `There is no election ${election} here.`);
      if (known !== null) return await strangers.refuse(request, response, 403, 'This key belongs to another source.');
      response.set('WWW-Authenticate', 'Bearer realm="turnout"');
      return await strangers.refuse(request, response, 401, 'A source sends with its key: Authorization: Bearer …');
    }
    response.locals.batchesPerMinute = known.batchesPerMinute;
    next();
  };
}

/** Guessing keys is slow: counts those who come without a good one, by address. Who has one is never counted, however many come. */
class Strangers {
  readonly #limit: number;
  readonly #count: ReturnType<typeof rateLimit>;

  constructor(limit: number) {
    this.#limit = limit;
    this.#count = rateLimit({
      windowMs: 60_000,
      limit,
      standardHeaders: false,
      legacyHeaders: false,
      validate: false,
      keyGenerator: addressOf,
      handler: tooMany(TOO_MANY_STRANGERS),
    });
  }

  /** Turns an address away from which too many came, without asking the database who this one is. */
  readonly turnAway: RequestHandler = async (request, response, next) => {
    const { totalHits = 0, resetTime } = (await this.#count.getKey(addressOf(request))) ?? {};
    if (totalHits < this.#limit) return next();
    refuseTooMany(response, resetTime, TOO_MANY_STRANGERS);
  };

  async refuse(request: Request, response: Response, status: number, detail: string): Promise<void> {
    await this.#count(request, response, () => refuse(response, status, detail));
  }
}

const TOO_MANY_STRANGERS = 'Too many requests without a good key from this address.';

function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '');
}

function batchesLimit(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: (_request, response) => (response.locals.batchesPerMinute as number | null) ?? limit,
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    keyGenerator: (request) => `${request.params.election}/${request.params.source}`,
    handler: tooMany('Too many batches in a minute; send larger ones.'),
  });
}

function tooMany(detail: string): RequestHandler {
  return (request, response) => {
    const { resetTime } = (request as Request & { rateLimit?: { resetTime?: Date } }).rateLimit ?? {};
    refuseTooMany(response, resetTime, detail);
  };
}

function refuseTooMany(response: Response, resetTime: Date | undefined, detail: string): void {
  const seconds = resetTime === undefined ? RETRY_AFTER_S : Math.ceil((resetTime.getTime() - Date.now()) / 1_000);
  response.set('Retry-After', String(Math.max(1, seconds)));
  refuse(response, 429, detail);
}

/** Nothing of the batch was acknowledged: says whether sending it again can help. What a line held is never logged. */
function failure(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent || response.destroyed) return;
    if (error instanceof BodyTooLargeError) return refuse(response, 413, `Nothing was stored: ${error.message}.`);
    if (error instanceof BodyTooSlowError) return refuse(response, 408, `Nothing was stored: ${error.message}.`);
    if (error instanceof SourceRoomFullError || error instanceof RoomFullError) {
      log.warn({ path: request.path }, error.message);
      response.set('Retry-After', String(RETRY_AFTER_S));
      const status = error instanceof RoomFullError ? 503 : 429;
      return refuse(response, status, `Nothing was stored: ${error.message}. Wait, then send the same messages again.`);
    }
    const { name, message, code } = error as Error & { code?: string };
    log.error({ error: { name, message, code }, path: request.path }, 'a batch was not stored');
    response.set('Retry-After', String(RETRY_AFTER_S));
    refuse(
      response,
      503,
      'Nothing was acknowledged. Send the same messages again: what was stored already does no harm.',
    );
  };
}

function namesOf(request: Request): { readonly election: string; readonly source: string } {
  const { election, source } = request.params;
  return { election: String(election), source: String(source) };
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not NDJSON',
  401: 'No valid key',
  403: 'Key of another source',
  404: 'Unknown election',
  405: 'Method not allowed',
  408: 'Body too slow',
  413: 'Body too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  503: 'Not stored',
};

/** Answers with an RFC 9457 problem; where the body was not read to its end, the connection ends with it. */
function refuse(response: Response, status: number, detail: string): void {
  const problem = JSON.stringify({ type: 'about:blank', title: TITLES[status], status, detail });
  response.status(status).set('Cache-Control', 'no-store').type('application/problem+json');
  if (!response.req.readableEnded && hasBody(response.req)) answerWhileSending(response.req, response, problem);
  else response.send(problem);
}
