import type { IncomingMessage, ServerResponse } from 'node:http';

/** So much of a body that nobody wants is read on, at most, and for so long. */
const DISCARDED_BYTES = 64 << 20;
const DISCARDED_MS = 5_000;

/**
 * Sends an answer whole to somebody who still sends, and closes only once that one has stopped: a connection that is closed over
 * unread bytes is reset, and a sender that is reset may never read what it was told. Who sends on regardless is cut off.
 *
 * @param response with its status and headings, nothing of it sent yet
 */
export function answerWhileSending(request: IncomingMessage, response: ServerResponse, body: string): void {
  response.setHeader('Connection', 'close');
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.write(body);
  let bytes = 0;
  const finish = () => {
    clearTimeout(timer);
    request.off('data', discard);
    for (const event of ['end', 'close', 'error']) request.off(event, finish);
    response.end();
  };
  const discard = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARDED_BYTES) finish();
  };
  const timer = setTimeout(finish, DISCARDED_MS);
  request.on('data', discard);
  for (const event of ['end', 'close', 'error']) request.on(event, finish);
  request.resume();
}
