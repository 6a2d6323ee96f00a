import type { IncomingMessage } from 'node:http';
import { ipKeyGenerator } from 'express-rate-limit';

/**
 * Address of who sent the request, as far as it can be believed: behind `hops` proxies of our own, the entry that the outermost
 * of them wrote into `X-Forwarded-For`.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const forwarded = request.headers['x-forwarded-for'];
  const text = Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '');
  const told = text.split(',').map((address) => address.trim());
  const chain = [request.socket.remoteAddress ?? '', ...told.filter((address) => address !== '').reverse()];
  return chain[Math.min(hops, chain.length - 1)]!;
}

/** What one caller is counted under: the address, of IPv6 the /56 that one subscriber has. */
export function callerKey(request: IncomingMessage, hops: number): string {
  return ipKeyGenerator(clientAddress(request, hops));
}
