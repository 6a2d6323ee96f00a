import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { Server as SocketServer } from 'socket.io';
import type { LogSummary } from '../../shared/bulletin-log/summary.ts';
import type { ClientToServerEvents, ServerToClientEvents, WallDirection, WallReport } from '../../shared/events.ts';
import { type Snapshot, toLiveSnapshot } from '../../shared/snapshot.ts';
import { FixtureElection, type FixtureOptions } from './fixture-election.ts';

/** As the real server sends it with the pages. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const PAGES: Readonly<Record<string, string>> = { '/': '/index.html', '/wall': '/wall.html', '/desk': '/desk.html' };
const API = '/api/v1/elections';

/** Serves the built pages and a made-up election, and fails on demand in ways that a real server cannot be made to. */
export class FixtureServer {
  readonly election: FixtureElection;
  readonly reports: WallReport[] = [];
  /** Sockets that were ever opened. */
  connections = 0;
  number: number;
  /** Says nothing on the socket of its own accord, though it stays connected. */
  silent = false;
  /** Added to the real time in all that the server says of its clock, ms. */
  clockShiftMs = 0;
  /** Another build of the pages: whole under another name, or named by the page but not there. */
  build: 'own' | 'broken' | 'next' | 'after' = 'own';
  #direction: WallDirection | null = null;
  #log: LogSummary | null = null;
  readonly #client: string;
  readonly #taken = new Map<number, Snapshot>();
  #http: Server | null = null;
  #io: SocketServer<ClientToServerEvents, ServerToClientEvents> | null = null;
  #port = 0;

  /** @param client folder of the built pages */
  constructor(client: string, options: Partial<FixtureOptions> = {}, number = 181) {
    this.#client = client;
    this.number = number;
    this.election = new FixtureElection({ districts: 76, intervalMs: 60_000, mode: 'rehearsal', ...options });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Walls on the socket now. */
  get connected(): number {
    return this.#io?.of('/live').sockets.size ?? 0;
  }

  get latest(): Snapshot {
    return this.at(this.number);
  }

  /** Starts, or starts again on the same port. */
  async start(): Promise<void> {
    const http = createServer((request, response) => this.#answer(request, response));
    const io = new SocketServer<ClientToServerEvents, ServerToClientEvents>(http, { transports: ['websocket'] });
    io.of('/live').on('connection', (socket) => {
      this.connections += 1;
      socket.on('wall:reported', (report, acknowledge) => {
        this.reports.push(report);
        acknowledge({ serverTime: new Date(this.#nowMs()).toISOString() });
      });
      if (this.#direction !== null) socket.emit('wall:directed', this.#direction);
      if (!this.silent) socket.emit('snapshot:taken', toLiveSnapshot(this.latest));
      if (this.#log !== null) socket.emit('log:signed', this.#log);
    });
    await new Promise<void>((listening) => http.listen(this.#port, '127.0.0.1', listening));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#io = io;
  }

  /** Ends at once and drops every connection, as a killed server does. */
  async kill(): Promise<void> {
    const http = this.#http;
    this.#http = null;
    http?.closeAllConnections();
    await this.#io?.close();
    this.#io = null;
  }

  /** Tells every wall what to show, those to come too; `null` tells those nothing. */
  direct(direction: WallDirection | null): void {
    this.#direction = direction;
    if (direction !== null) this.#io?.of('/live').emit('wall:directed', direction);
  }

  /** Tells every page the head of the log and who has signed it, those to come too. */
  sign(log: LogSummary): void {
    this.#log = log;
    this.#io?.of('/live').emit('log:signed', log);
  }

  /** Takes the next `minutes` snapshots; only the last is sent, as to one who missed the others. */
  step(minutes = 1): Snapshot {
    this.number += minutes;
    if (!this.silent) this.#io?.of('/live').emit('snapshot:taken', toLiveSnapshot(this.latest));
    return this.latest;
  }

  /** Forgets all it took and counts from 1 again, as a rehearsal that was reset. */
  beginAnew(): void {
    this.#taken.clear();
    this.number = 1;
  }

  /** A snapshot by its number, the same bytes each time. */
  at(number: number): Snapshot {
    let snapshot = this.#taken.get(number);
    if (snapshot === undefined) {
      snapshot = this.election.snapshot(number, this.#nowMs());
      this.#taken.set(number, snapshot);
    }
    return snapshot;
  }

  #nowMs(): number {
    return Date.now() + this.clockShiftMs;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    response.sendDate = false;
    response.setHeader('Date', new Date(this.#nowMs()).toUTCString());
    if (url.pathname.startsWith(API)) this.#api(url, response);
    else this.#file(url.pathname, response);
  }

  #api(url: URL, response: ServerResponse): void {
    const found = this.#find(url.pathname.slice(API.length), url.searchParams);
    if (found === null) {
      response.writeHead(404, { 'Content-Type': 'application/problem+json' }).end('{"status":404}');
    } else if ('location' in found) {
      response.writeHead(302, { Location: `${API}${found.location}` }).end();
    } else {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' });
      response.end(JSON.stringify(found.body));
    }
  }

  /** What stands at a path under `/api/v1/elections`; `null` for nothing. */
  #find(path: string, query: URLSearchParams): { body: unknown } | { location: string } | null {
    const { description, areas } = this.election;
    const { id, names, mode, timezone, displayLevel } = description;
    const latest = { number: this.number, asOf: this.latest.asOf };
    if (path === '') return { body: { elections: [{ id, names, mode, timezone, displayLevel, latest }] } };
    if (path === '/land') return { body: description };
    if (path === '/land/boundaries.json') return { body: this.election.boundaries() };
    if (path === '/land/map.json') return { body: this.election.map() };
    if (path === '/land/areas.json') return { body: areas };
    if (path === '/land/now.json') return { body: this.latest };
    if (path === '/land/bulletins/') return { body: this.election.bulletins(this.number) };
    if (path === '/land/areas/XX/series.json') return { body: this.#series(query) };
    const [, kind, name = ''] = /^\/land\/(bulletins|snapshots|at)\/(.+)\.json$/u.exec(path) ?? [];
    if (kind === 'bulletins') return this.#bulletin(Number(name));
    if (kind === 'snapshots' && Number(name) <= this.number) return { body: this.at(Number(name)) };
    if (kind === 'at') return this.#redirect(Date.parse(decodeURIComponent(name)));
    return null;
  }

  #series(query: URLSearchParams) {
    const { opensAt } = this.election.description;
    const from = Date.parse(query.get('from') ?? opensAt);
    const to = Date.parse(query.get('to') ?? this.latest.asOf);
    return this.election.series(query.get('by') === 'occurred' ? 'occurred' : 'known', from, to);
  }

  #bulletin(number: number): { body: unknown } | null {
    const listing = this.election.bulletins(this.number).bulletins[number - 1];
    if (listing === undefined) return null;
    const snapshot = listing.snapshot === null ? null : this.at(listing.snapshot);
    return { body: { schema: 'turnout-bulletin/1', ...listing, snapshot } };
  }

  #redirect(ms: number): { location: string } | null {
    const number = Math.min(this.number, Math.floor((ms - this.election.instantOf(1)) / 60_000) + 1);
    return number >= 1 ? { location: `/land/snapshots/${number}.json` } : null;
  }

  #file(path: string, response: ServerResponse): void {
    const file = (PAGES[path] ?? path).replace(/-(next|after)\.js$/u, '.js');
    try {
      const page = readFileSync(`${this.#client}${file}`);
      const body =
        path === '/wall' && this.build !== 'own'
          ? page.toString().replace(/(src="[^"]+)\.js"/u, `$1-${this.build}.js"`)
          : page;
      response.writeHead(200, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}
