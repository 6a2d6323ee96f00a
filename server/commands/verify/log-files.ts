import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { LogFiles } from '../../../shared/bulletin-log/read-log.ts';
import { UsageError } from '../command.ts';

/** Files past this are none of a log's. */
const MOST_BYTES = 256 * 1024 * 1024;
const ANSWER_WITHIN_MS = 30_000;

/** A published file could not be asked for; whether it is there is not known. */
export class FileUnreachableError extends Error {
  override readonly name = 'FileUnreachableError';
}

/**
 * The files of one election in a folder, or below an address such as `https://turnout.example/api/v1/elections/mine`.
 *
 * @throws UsageError when there is no such folder; reading throws FileUnreachableError
 */
export async function logFilesAt(place: string): Promise<LogFiles> {
  return /^https?:\/\//.test(place) ? filesBelow(new URL(place)) : await filesIn(place);
}

async function filesIn(folder: string): Promise<LogFiles> {
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  return {
    read: async (path) => {
      try {
        return new Uint8Array(await readFile(join(folder, path)));
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
  };
}

function filesBelow(address: URL): LogFiles {
  const base = address.href.replace(/\/*$/, '/');
  return {
    read: async (path) => {
      const url = new URL(path, base);
      const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch((error: unknown) => {
        throw new FileUnreachableError(`${url} does not answer: ${reasonOf(error)}`);
      });
      if (answer.status === 404) return null;
      if (!answer.ok) throw new FileUnreachableError(`${url} answers ${answer.status}`);
      if (Number(answer.headers.get('content-length')) > MOST_BYTES) {
        throw new FileUnreachableError(`${url} is larger than any file of a log`);
      }
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

const listed = z.object({ elections: z.array(z.object({ id: z.string() })) });

/** The addresses of the elections of the server that an address leads to; none where it is no server of this kind. */
export async function electionAddresses(place: string): Promise<string[]> {
  if (!URL.canParse(place)) return [];
  const all = new URL('/api/v1/elections', place);
  const answer = await fetch(all, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    .then((response) => response.json())
    .catch(() => null);
  const read = listed.safeParse(answer);
  return read.success ? read.data.elections.map(({ id }) => `${all.href}/${encodeURIComponent(id)}`) : [];
}

/** The same files, each saved in a folder as it is read: what was verified can be kept, and verified again. */
export function savedTo(folder: string, files: LogFiles): LogFiles {
  return {
    read: async (path) => {
      const bytes = await files.read(path);
      if (bytes === null) return null;
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
      return bytes;
    },
  };
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
