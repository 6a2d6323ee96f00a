import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What befalls one connection. Bytes are counted in the direction from who connects to who listens. */
export type TcpFault =
  | { readonly kind: 'none' }
  /** Both ends are reset after so many bytes. */
  | { readonly kind: 'reset'; readonly afterBytes: number }
  /** After so many bytes nothing more passes, either way, and nobody is told. */
  | { readonly kind: 'half-open'; readonly afterBytes: number }
  /** After so many bytes the sender's side is closed as if it had finished. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** Everything arrives, so much later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Once the bytes `after` have passed, nothing more does, either way, and nobody is told. */
  | { readonly kind: 'silence'; readonly after: Buffer }
  /** The same, and neither end is told when the other goes away. */
  | { readonly kind: 'black-hole'; readonly after: Buffer }
  /** What answers the bytes `to` never arrives: the connection is cut in that moment. */
  | { readonly kind: 'cut-reply'; readonly to: Buffer };

/** A proxy on this machine that does to connections what networks do. */
export interface TcpFaultProxy {
  readonly port: number;
  /** How often each kind of fault really befell a connection. */
  readonly hits: ReadonlyMap<TcpFault['kind'], number>;
  close(): Promise<void>;
}

/** @param fault what befalls the nth connection, from 0 */
export async function startTcpFaultProxy(o: {
  readonly toPort: number;
  readonly fault: (connection: number) => TcpFault;
}): Promise<TcpFaultProxy> {
  const hits = new Map<TcpFault['kind'], number>();
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: o.toPort, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    }
    befall(near, far, o.fault(connections), (kind) => hits.set(kind, (hits.get(kind) ?? 0) + 1));
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    hits,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function befall(near: Socket, far: Socket, fault: TcpFault, hit: (kind: TcpFault['kind']) => void): void {
  let bytes = 0;
  let over = false;
  let armed = false;
  const silent = fault.kind === 'half-open' || fault.kind === 'silence' || fault.kind === 'black-hole';
  const strike = () => {
    over = true;
    hit(fault.kind);
  };
  const later = (work: () => void) => (fault.kind === 'delay' ? setTimeout(work, fault.ms) : work());
  if (fault.kind === 'delay') hit('delay');
  near.on('data', (chunk: Buffer) => {
    if (over) return;
    bytes += chunk.length;
    if ('afterBytes' in fault && bytes > fault.afterBytes) {
      strike();
      far.write(chunk.subarray(0, chunk.length - (bytes - fault.afterBytes)));
      if (fault.kind === 'truncate') far.end();
      if (fault.kind !== 'reset') return;
      near.resetAndDestroy();
      far.resetAndDestroy();
      return;
    }
    armed ||= fault.kind === 'cut-reply' && chunk.includes(fault.to);
    later(() => far.write(chunk));
    if ('after' in fault && chunk.includes(fault.after)) strike();
  });
  far.on('data', (chunk: Buffer) => {
    if (over && silent) return;
    if (armed) {
      strike();
      near.destroy();
      far.destroy();
      return;
    }
    later(() => near.writable && near.write(chunk));
  });
  near.on('end', () => over || later(() => far.end()));
  far.on('end', () => (over && silent) || later(() => near.end()));
  const hole = () => over && fault.kind === 'black-hole';
  near.on('close', () => hole() || far.destroy());
  far.on('close', () => hole() || near.destroy());
}
