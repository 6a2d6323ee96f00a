import { fromHex, hexOf, joined, type LogCrypto, textOf, utf8 } from './bytes.ts';

/** The officials' file of a bulletin as it is opened: with the random bytes that it was committed to with. */
export interface OpenedFile {
  readonly election: string;
  /** Of the bulletin. */
  readonly number: number;
  /** 32 bytes. */
  readonly salt: Uint8Array;
  /** Every level's figures. */
  readonly csv: string;
}

const FIRST_LINE = /^turnout-officials-file\/1 ([a-z0-9-]+) ([1-9]\d{0,14}) ([0-9a-f]{64})\n/;

/** One line that says of what it is and with which random bytes, then the file itself. */
export function openedFileText({ election, number, salt, csv }: OpenedFile): string {
  return `turnout-officials-file/1 ${election} ${number} ${hexOf(salt)}\n${csv}`;
}

/** The file that some bytes hold; `null` where they hold none. */
export function readOpenedFile(bytes: Uint8Array): OpenedFile | null {
  let text: string;
  try {
    text = textOf(bytes);
  } catch {
    return null;
  }
  const [line = '', election = '', number = '', salt = ''] = FIRST_LINE.exec(text) ?? [];
  if (line === '') return null;
  return { election, number: Number(number), salt: fromHex(salt), csv: text.slice(line.length) };
}

/** What a bulletin commits to: SHA-256, hex, of the random bytes and the file. */
export function commitmentTo(
  crypto: Pick<LogCrypto, 'sha256'>,
  { salt, csv }: Pick<OpenedFile, 'salt' | 'csv'>,
): string {
  return hexOf(crypto.sha256(joined(salt, utf8(csv))));
}
