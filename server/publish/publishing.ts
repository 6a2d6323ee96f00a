import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import express, { type Router } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Server as SocketServer } from 'socket.io';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { WallDirection } from '../../shared/events.ts';
import { problem, writeAnswer } from './answer.ts';
import { apiRouter, apiRoutes, failing, nothingHere, PREFIX } from './api/api.ts';
import { healthRoutes } from './api/health.ts';
import { officialRoutes } from './api/officials.ts';
import { FirstPaint } from './first-paint/first-paint.ts';
import { paintedRoutes } from './first-paint/painted-routes.ts';
import { Shell } from './first-paint/shell.ts';
import { hotPaths } from './hot-paths.ts';
import { Live } from './live.ts';
import { Pages } from './pages.ts';
import type { PublishedStore } from './published-store.ts';
import { securityHeaders } from './security.ts';
import { SocketAdmission, type SocketLimits } from './socket-admission.ts';
import { makeTallies, type Tallies } from './tallies.ts';

export interface PublishingLimits extends SocketLimits {
  /** Requests a minute from one address to what is not held ready in memory. */
  readonly requestsPerMinute: number;
  /** Wrong secrets in a quarter of an hour from one address. */
  readonly wrongSecretsPerQuarterHour: number;
  /** Largest body of a request to the reading interface. */
  readonly bodyBytes: number;
  /** TCP connections at once, whatever they ask. */
  readonly connections: number;
}

export const DEFAULT_LIMITS: PublishingLimits = {
  sockets: 5_000,
  socketsPerAddress: 20,
  requestsPerMinute: 6_000,
  wrongSecretsPerQuarterHour: 20,
  bodyBytes: 256_000,
  connections: 20_000,
};

export interface PublishingOptions {
  readonly store: PublishedStore;
  /** Where the client was built; it need not exist. */
  readonly clientDirectory: string;
  readonly log: Logger;
  /** Of the program, for `openapi.json`. */
  readonly version: string;
  /** Whether this is the operator's secret. */
  readonly verifySecret: (secret: string) => boolean | Promise<boolean>;
  /** Origin under which the public reaches the server. */
  readonly publicUrl?: string | null;
  /** How many proxies of our own stand in front. */
  readonly trustProxy?: number;
  /** PEM; plain HTTP where absent. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } | null;
  /** Further doors under `/api/v1`, asked first. */
  readonly api?: readonly Router[];
  readonly limits?: Partial<PublishingLimits>;
  /** Metrics of other parts of the program. */
  readonly registry?: Registry;
  readonly now?: () => Date;
}

/** What serves the published store: not listening yet. */
export interface Publishing {
  readonly server: HttpServer | HttpsServer;
  readonly io: SocketServer;
  readonly registry: Registry;
  /** Sends everyone the election's latest snapshot; newcomers have it from their connecting. */
  broadcastSnapshot(election: string): void;
  broadcastBulletin(election: string, listing: BulletinListing): void;
  /** Says that the log's head or its witnesses changed. */
  broadcastLog(election: string): void;
  directWalls(election: string, direction: WallDirection): void;
  /** Says `server:leaving`, stops listening, and has closed every connection within two seconds. */
  close(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
/** Longer than the proxies in front keep theirs, so that they never write into a closed connection. */
const KEEP_ALIVE_MS = { direct: 15_000, behindProxy: 65_000 };
const LARGEST_HEADER_BYTES = 8_192;
const CLOSING_MS = 1_500;

/** Joins HTTP, pages and sockets over one published store. */
export function createPublishing(o: PublishingOptions): Publishing {
  const { store, log, trustProxy = 0, publicUrl = null } = o;
  const limits = { ...DEFAULT_LIMITS, ...o.limits };
  const headers = securityHeaders(publicUrl);
  const pages = new Pages(o.clientDirectory, publicUrl);
  let live: Live | null = null;
  const tallies = makeTallies(store, (election) => live?.count(election) ?? { connected: 0, behind: 0 }, o.registry);

  const app = express()
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', 'simple')
    .set('trust proxy', trustProxy);
  const api = { ...o, ...limits, trustProxy, headers: headers.api };
  for (const door of o.api ?? []) app.use(PREFIX, door);
  app.use(PREFIX, apiRouter(api, apiRoutes({ version: o.version, officials: officialRoutes(tallies.registry) })));
  app.use(PREFIX, nothingHere(headers.api));
  app.use(apiRouter(api, healthRoutes));
  const shell = Shell.of(pages.shell);
  const paint = shell === null ? null : new FirstPaint(store, shell, publicUrl);
  if (paint !== null) app.use(apiRouter({ ...api, headers: headers.pages }, paintedRoutes(paint)));
  app.use((request, response) => writeAnswer(request, response, pages.missing(request.path), headers.pages));
  app.use(failing({ headers: headers.api, log }));

  const hot = hotPaths({
    store,
    pages,
    present: paint === null ? null : (wish) => paint.present(wish),
    headers,
    failed: (error, request, response) => {
      log.error({ err: error }, 'a page could not be written');
      writeAnswer(request, response, problem('internal', 'It was logged.'), headers.pages);
    },
  });
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    observe(request, response, tallies, log);
    if (!hot(request, response)) app(request, response);
  };
  const settings = {
    maxHeaderSize: LARGEST_HEADER_BYTES,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: trustProxy > 0 ? KEEP_ALIVE_MS.behindProxy : KEEP_ALIVE_MS.direct,
  };
  const server =
    o.tls === undefined || o.tls === null
      ? createServer(settings, listener)
      : createTlsServer({ ...settings, cert: o.tls.cert, key: o.tls.key, minVersion: 'TLSv1.2' }, listener);
  server.maxConnections = limits.connections;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  const admission = new SocketAdmission({ limits, publicUrl, trustProxy });
  const joined = new Live({ server, store, admission, tallies, log, now: o.now ?? (() => new Date()) });
  live = joined;
  let closing: Promise<void> | null = null;
  return {
    server,
    io: joined.io,
    registry: tallies.registry,
    broadcastSnapshot: (election) => joined.broadcastSnapshot(election),
    broadcastBulletin: (election, listing) => joined.broadcastBulletin(election, listing),
    broadcastLog: (election) => joined.broadcastLog(election),
    directWalls: (election, direction) => joined.directWalls(election, direction),
    close() {
      closing ??= closeAll(joined, server, connections);
      return closing;
    },
  };
}

async function closeAll(live: Live, server: HttpServer | HttpsServer, connections: Set<Socket>): Promise<void> {
  await live.sayLeaving();
  const closed = live.io.close();
  server.closeIdleConnections();
  const impatient = setTimeout(() => {
    for (const socket of connections) socket.destroy();
  }, CLOSING_MS);
  await closed;
  clearTimeout(impatient);
}

/** Counts every answer and, when asked to, logs it: method, path and status, never a header or a query. */
function observe(request: IncomingMessage, response: ServerResponse, tallies: Tallies, log: Logger): void {
  const begun = log.isLevelEnabled('debug') ? performance.now() : null;
  // Express takes its mounting path off `url` while it routes.
  const { method, url } = request;
  response.once('finish', () => {
    tallies.answers[Math.floor(response.statusCode / 100)]! += 1;
    if (begun === null) return;
    log.debug(
      { method, path: url?.split('?', 1)[0], status: response.statusCode, ms: Math.round(performance.now() - begun) },
      'answered',
    );
  });
}
