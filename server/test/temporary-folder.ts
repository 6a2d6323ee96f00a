import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canReach, chooseServerUser } from '../database/embedded-binaries.ts';

/** A new folder that a server's user can reach, also where root's TMPDIR lies in a home nobody else can enter. */
export async function temporaryFolder(prefix: string): Promise<string> {
  const user = await chooseServerUser();
  const parent = user === null || (await canReach(tmpdir(), user)) ? tmpdir() : '/var/tmp';
  const folder = await mkdtemp(path.join(parent, prefix));
  await chmod(folder, 0o755);
  return folder;
}
