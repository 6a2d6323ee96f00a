import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { BulletinList } from '../../shared/bulletin.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { getJson, type Program, temporaryFolder } from './program.ts';

/** Numbers and instants of every snapshot a program publishes. */
export async function publishedNumbers(
  program: Pick<Program, 'url'>,
  election: string,
): Promise<{ number: number; asOf: string }[]> {
  const list = await getJson<{ snapshots: { number: number; asOf: string }[] }>(
    program,
    `/api/v1/elections/${election}/snapshots.json`,
  );
  return list.snapshots;
}

export async function latestSnapshot(program: Pick<Program, 'url'>, election: string): Promise<Snapshot> {
  return await getJson<Snapshot>(program, `/api/v1/elections/${election}/now.json`);
}

export async function snapshotAt(program: Pick<Program, 'url'>, election: string, instant: string): Promise<Snapshot> {
  return await getJson<Snapshot>(program, `/api/v1/elections/${election}/at/${instant}.json`);
}

export async function bulletinList(program: Pick<Program, 'url'>, election: string): Promise<BulletinList> {
  return await getJson<BulletinList>(program, `/api/v1/elections/${election}/bulletins/`);
}

/** 1, 2, … n. */
export const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

/** The folder that an election's log, taken as one file from below its address, unpacks to: what a person takes home. */
export async function unpackedLog(address: string): Promise<string> {
  const answer = await fetch(`${address}/log/log.zip`);
  if (!answer.ok) throw new Error(`${address}/log/log.zip: ${answer.status} ${await answer.text()}`);
  const folder = await temporaryFolder();
  const files = Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer())));
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return join(folder, `${new URL(address).pathname.split('/').at(-1)}-log`);
}
