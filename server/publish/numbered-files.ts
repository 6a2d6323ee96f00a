import type { KeptFiles } from './kept-files.ts';

/** Name of a numbered file, a thousand to a folder: `000/000123.json`. */
export function nameOf(number: number, suffix = 'json'): string {
  const digits = String(number).padStart(6, '0');
  return `${digits.slice(0, -3)}/${digits}.${suffix}`;
}

/** The greatest number of which a whole file was ever written, by any run or copy; 0 where there is none. */
export async function greatestWritten(files: KeptFiles): Promise<number> {
  const folders = (await files.namesIn('.')).filter(isNumber).sort((a, b) => Number(b) - Number(a));
  for (const folder of folders) {
    const numbers = (await files.namesIn(folder)).filter(isNumber).map(Number);
    for (const number of numbers.sort((a, b) => b - a)) {
      // What a crash left half written was never given to anybody.
      if ((await files.readBack(nameOf(number))) !== null) return number;
    }
  }
  return 0;
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
