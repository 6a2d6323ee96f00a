import type { BulletinList } from '../../shared/bulletin.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { getJson, type Program } from './program.ts';

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
