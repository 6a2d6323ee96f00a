import { gzipSync } from 'node:zlib';

/** Files of a package by name; the packed ones as bytes. */
export type PackageFiles = ReadonlyMap<string, string | Uint8Array>;

/** The files with the named ones packed, each under its name with `.gz`, in its place. */
export function packed(files: ReadonlyMap<string, string>, names: readonly string[]): Map<string, string | Uint8Array> {
  return new Map<string, string | Uint8Array>(
    [...files].map(([name, text]) =>
      names.includes(name) ? [`${name}.gz`, gzipSync(text, { level: 9 })] : [name, text],
    ),
  );
}
