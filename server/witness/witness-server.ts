import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import { base64Of } from '../../shared/bulletin-log/bytes.ts';
import type { SignedHead } from '../../shared/bulletin-log/heads.ts';
import { keyText, signatureLine, signedNote } from '../../shared/bulletin-log/note.ts';
import type { Witness } from './witness.ts';

/** Largest body: sixty-three hashes and a head with some signatures are a tenth of it. */
const MOST_BYTES = 65_536;
const REQUEST_MS = 15_000;
const CONNECTIONS = 256;

/**
 * What answers for a witness over HTTP, not listening yet: `POST /add-checkpoint`; `GET /LOG/checkpoint`, where LOG is a log's name,
 * percent-encoded, the last head that it signed; and `GET /` for people, who it is and what it signed last.
 *
 * @param told one line about each answer but the last head signed once more
 */
export function witnessServer(
  witness: Witness,
  o: { tls: { cert: Buffer; key: Buffer } | null; told: (line: string, isFault: boolean) => void },
): HttpServer | HttpsServer {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(witness, request, response, o.told).catch((error: unknown) => {
      o.told(`nothing was signed: ${error instanceof Error ? error.message : String(error)}`, true);
      if (!response.headersSent) say(response, 500, 'text/plain; charset=utf-8', 'Nothing was signed.\n');
      else response.destroy();
    });
  };
  const settings = { headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS, maxHeaderSize: 8_192 };
  const server =
    o.tls === null
      ? createServer(settings, listener)
      : createTlsServer({ ...settings, ...o.tls, minVersion: 'TLSv1.2' }, listener);
  server.maxConnections = CONNECTIONS;
  return server;
}

async function answer(
  witness: Witness,
  request: IncomingMessage,
  response: ServerResponse,
  told: (line: string, isFault: boolean) => void,
): Promise<void> {
  const path = request.url?.split('?', 1)[0] ?? '';
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (path === '/' && isRead) {
    say(response, 200, 'text/plain; charset=utf-8', await introduction(witness));
    return;
  }
  const asked = witness.logs.find(({ name }) => path === `/${encodeURIComponent(name)}/checkpoint`);
  if (asked !== undefined && isRead) {
    const last = await witness.last(asked.name);
    const none = 'Nothing of this log is signed yet.\n';
    say(response, last === null ? 404 : 200, 'text/plain; charset=utf-8', last === null ? none : noteText(last));
    return;
  }
  if (path !== '/add-checkpoint') {
    say(response, 404, 'text/plain; charset=utf-8', 'There is /, /LOG/checkpoint and /add-checkpoint.\n');
    return;
  }
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    say(response, 405, 'text/plain; charset=utf-8', 'A head is posted.\n');
    return;
  }
  const body = await bodyOf(request);
  if (body === null) {
    response.setHeader('Connection', 'close');
    say(response, 413, 'text/plain; charset=utf-8', `No head needs more than ${MOST_BYTES} bytes.\n`);
    return;
  }
  const { status, type, body: said } = await witness.add(body);
  told(`${status} ${said.split('\n', 1)[0]}`, status !== 200);
  say(response, status, type, said);
}

/** The body as text; `null` where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The head as it was signed, with the log's signature and the witness's. */
function noteText({ note }: SignedHead): string {
  const lines = note.signatures.map(({ name, keyId: id, signature }) => signatureLine({ name, id }, signature));
  return signedNote(note.text, lines);
}

async function introduction(witness: Witness): Promise<string> {
  const lines = [`Turnout witness ${keyText(witness.signer.key)}`];
  for (const { name } of witness.logs) {
    const last = await witness.last(name);
    const signed = last === null ? 'nothing signed yet' : `${last.head.size} leaves, root ${base64Of(last.head.root)}`;
    lines.push(`${name}: ${signed}`);
  }
  return `${lines.join('\n')}\n`;
}

function say(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
