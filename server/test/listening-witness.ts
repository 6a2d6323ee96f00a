import { sign } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NoteKey } from '../../shared/bulletin-log/note.ts';
import { nodeCrypto } from '../bulletin-log/bulletin-log.ts';
import { SignedHeads, Witness, witnessServer } from '../witness/witness.ts';
import type { Signer } from './small-log.ts';

export interface ListeningWitness {
  readonly server: Server;
  readonly port: number;
}

/**
 * A witness of one log on a port of this machine; its clock stands at 08:00 UTC on 15 January 2027.
 *
 * @param o.memory folder of what it has signed: a witness that listens there later goes on from it
 * @param o.port 0 for a free one
 */
export async function listenAsWitness(o: {
  signer: Signer;
  log: NoteKey;
  memory: string;
  port: number;
}): Promise<ListeningWitness> {
  const { key, secret } = o.signer;
  const heads = new SignedHeads(o.memory);
  if (!(await heads.isBegun(o.log.name))) await heads.begin(o.log.name);
  const witness = new Witness({
    crypto: nodeCrypto,
    signer: { key, sign: (message) => new Uint8Array(sign(null, message, secret)) },
    logs: [o.log],
    heads,
    now: () => new Date('2027-01-15T08:00:00Z'),
  });
  const server = witnessServer(witness, { tls: null, told: () => {} }) as Server;
  server.listen(o.port, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** Ends a server, and the connections it has, at once. */
export async function closed(server: Server): Promise<void> {
  if (!server.listening) return;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
