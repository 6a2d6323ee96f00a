import type { AddressInfo, Server } from 'node:net';

/** Listens, and gives the address under which a person on this machine finds it. */
export async function listen(
  server: Server,
  o: { port: number; host: string; tls: boolean },
): Promise<{ readonly origin: string }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new CannotListenError(o, error)));
    server.listen(o.port, o.host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(o.host);
  const host = everywhere ? 'localhost' : o.host.includes(':') ? `[${o.host}]` : o.host;
  return { origin: `${o.tls ? 'https' : 'http'}://${host}:${port}` };
}

/** The port is taken, or not ours to take. */
export class CannotListenError extends Error {
  override readonly name = 'CannotListenError';

  constructor(o: { port: number; host: string }, cause: NodeJS.ErrnoException) {
    const why =
      cause.code === 'EADDRINUSE'
        ? `port ${o.port} is taken by another program: stop it, or set PORT`
        : cause.code === 'EACCES'
          ? `port ${o.port} needs rights this user does not have: set PORT above 1023`
          : `cannot listen on ${o.host}:${o.port}: ${cause.message}`;
    super(why, { cause });
  }
}

/** What is where, told once everything answers. */
export function addressLines(origin: string): string[] {
  return [
    `  wall   ${origin}/wall`,
    `  page   ${origin}/`,
    `  desk   ${origin}/desk`,
    `  files  ${origin}/api/v1/openapi.json`,
  ];
}
