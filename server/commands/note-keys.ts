import { readFile } from 'node:fs/promises';
import { type NoteKey, readKey } from '../../shared/bulletin-log/note.ts';
import { nodeCrypto } from '../bulletin-log/bulletin-log.ts';
import { UsageError } from './command.ts';

/**
 * Public keys as they were typed: each the key itself, or a file with one in each line, among other words if need be; lines that begin
 * with # are remarks. The same key twice is one.
 *
 * @param option for messages: `--log` @param type of the keys wanted; others in a file are passed over
 * @throws UsageError
 */
export async function noteKeys(option: string, values: readonly string[], type: number): Promise<readonly NoteKey[]> {
  const keys = new Map<string, NoteKey>();
  for (const value of values) {
    const typed = readKey(nodeCrypto, value);
    const found = typed === null ? await keysIn(option, value) : [typed];
    const fitting = found.filter((key) => key.type === type);
    if (fitting.length === 0)
      throw new UsageError(`${option}: ${value} is no key of the kind wanted, nor a file with one`);
    for (const key of fitting) keys.set(`${key.name} ${key.id}`, key);
  }
  return [...keys.values()];
}

async function keysIn(option: string, file: string): Promise<NoteKey[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${option}: ${file} is neither a key (name+id+base64) nor a file that can be read`);
  });
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return lines.flatMap((line) => line.split(/\s+/)).flatMap((word) => readKey(nodeCrypto, word) ?? []);
}
