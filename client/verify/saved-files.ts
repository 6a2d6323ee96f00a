import { unzipSync } from 'fflate';
import type { LogFiles } from '../../shared/bulletin-log/read-log.ts';

/** Where every log has its head; what stands before it in a path is the folder of the log. */
const HEAD = 'log/checkpoint';
/** Unpacked, of one file: past this it is none of a log's. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Files by their path below what was dropped or chosen, read when they are asked for. */
export type SavedFiles = ReadonlyMap<string, () => Promise<Uint8Array>>;

/** Why files cannot be read. */
export type Unreadable =
  /** It is no zip, or a damaged one. */
  | { readonly kind: 'zip' }
  /** `error` is the browser's own name for what happened, `NotReadableError`. */
  | { readonly kind: 'file'; readonly path: string; readonly error: string }
  | { readonly kind: 'no-answer'; readonly address: string }
  | { readonly kind: 'answer'; readonly address: string; readonly status: number }
  /** The page itself failed; `error` in the browser's words. */
  | { readonly kind: 'failed'; readonly error: string };

/** What was chosen or asked for cannot be read. */
export class UnreadableFilesError extends Error {
  override readonly name = 'UnreadableFilesError';
  readonly reason: Unreadable;

  constructor(reason: Unreadable, cause?: unknown) {
    super(`the files cannot be read: ${reason.kind}`, { cause });
    this.reason = reason;
  }
}

/** The files of a zip, unpacked. @throws UnreadableFilesError */
export function zipFiles(bytes: Uint8Array): SavedFiles {
  try {
    const unpacked = unzipSync(bytes, { filter: ({ originalSize }) => originalSize <= MOST_BYTES });
    return new Map(Object.entries(unpacked).map(([path, body]) => [path, async () => body]));
  } catch (error) {
    throw new UnreadableFilesError({ kind: 'zip' }, error);
  }
}

/** The files that a chooser gave: those of a folder, or of the one zip among them. @throws UnreadableFilesError */
export async function chosenFiles(files: readonly File[]): Promise<SavedFiles> {
  const [only] = files;
  if (files.length === 1 && only !== undefined && isZip(only)) return zipFiles(await bytesOf(only));
  return new Map(files.map((file) => [file.webkitRelativePath || file.name, () => bytesOf(file)]));
}

/** The files that were dropped: a zip, or a folder with all below it. @throws UnreadableFilesError */
export async function droppedFiles(data: DataTransfer): Promise<SavedFiles> {
  // All have to be asked for before anything is waited for: the drop is emptied then.
  const files = [...data.files];
  const items: readonly DroppedItem[] = [...data.items];
  const entries = items.map((item) => item.webkitGetAsEntry());
  const handles = items.map((item) => item.getAsFileSystemHandle?.());
  if (files.length === 1 && files[0] !== undefined && isZip(files[0])) return chosenFiles(files);
  const found = new Map<string, () => Promise<Uint8Array>>();
  for (const [i, asked] of handles.entries()) {
    const handle = (await asked) ?? null;
    const entry = entries[i] ?? null;
    if (handle !== null) await collectHandles(handle, handle.name, found);
    else if (entry !== null) await collect(entry, found);
  }
  return found;
}

/** A Chromium's page that was opened from disk may read what is dropped by handles alone; other browsers have only entries. */
interface DroppedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<DroppedHandle | null>;
}

type DroppedHandle =
  | { readonly kind: 'file'; readonly name: string; getFile(): Promise<File> }
  | { readonly kind: 'directory'; readonly name: string; values(): AsyncIterable<DroppedHandle> };

async function collectHandles(
  handle: DroppedHandle,
  path: string,
  into: Map<string, () => Promise<Uint8Array>>,
): Promise<void> {
  if (handle.kind === 'file') {
    into.set(path, async () => bytesOf(await handle.getFile()));
    return;
  }
  for await (const each of handle.values()) await collectHandles(each, `${path}/${each.name}`, into);
}

/** The log among such files, wherever its folder lies; a file is read as late as it is asked for. */
export function logAmong(saved: SavedFiles): LogFiles {
  const head = [...saved.keys()]
    .filter((path) => path === HEAD || path.endsWith(`/${HEAD}`))
    .sort((a, b) => a.length - b.length)[0];
  const folder = head?.slice(0, -HEAD.length) ?? '';
  return { read: async (path) => (await saved.get(folder + path)?.()) ?? null };
}

function isZip({ name, type }: File): boolean {
  return /\.zip$/iu.test(name) || type === 'application/zip';
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw unreadableFile(file.webkitRelativePath || file.name, error);
  }
}

async function collect(entry: FileSystemEntry, into: Map<string, () => Promise<Uint8Array>>): Promise<void> {
  if (isFile(entry)) {
    into.set(entry.fullPath.replace(/^\//u, ''), async () => bytesOf(await fileOf(entry)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const each of some) await collect(each, into);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) =>
    entry.file(resolve, (error) => reject(unreadableFile(entry.fullPath, error))),
  );
}

function unreadableFile(path: string, error: unknown): UnreadableFilesError {
  return new UnreadableFilesError({ kind: 'file', path, error: error instanceof Error ? error.name : 'Error' }, error);
}
