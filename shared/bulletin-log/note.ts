import { base64Of, fourBytesAt, fromBase64, joined, type LogCrypto, utf8 } from './bytes.ts';

/** A public key of the C2SP signed-note format, v1.0.0: who signs, and with which algorithm. */
export interface NoteKey {
  readonly name: string;
  /** First four bytes of SHA-256(name, LF, type, key). */
  readonly id: number;
  readonly type: number;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
}

/** Types of key: what the signature is over. */
export const LOG_KEY = 1;
export const WITNESS_KEY = 4;

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  /** Without the key's id. */
  readonly signature: Uint8Array;
}

/** A signed text: the text ends with a line feed, which is signed with it. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const DASH = '—';

export function noteKey(crypto: LogCrypto, name: string, type: number, publicKey: Uint8Array): NoteKey {
  const id = fourBytesAt(crypto.sha256(joined(utf8(`${name}\n`), Uint8Array.of(type), publicKey)), 0);
  return { name, id, type, publicKey };
}

/** The key as `name+id+base64`, as it is handed to those who verify. */
export function keyText(key: NoteKey): string {
  return `${key.name}+${hexId(key.id)}+${base64Of(joined(Uint8Array.of(key.type), key.publicKey))}`;
}

/** The key such a text says; `null` where it says none, or names another id than its bytes have. */
export function readKey(crypto: LogCrypto, text: string): NoteKey | null {
  const found = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim());
  const bytes = fromBase64(found?.[3] ?? '-');
  if (found === null || bytes === null || bytes.length !== 33) return null;
  const key = noteKey(crypto, found[1]!, bytes[0]!, bytes.slice(1));
  return hexId(key.id) === found[2] ? key : null;
}

export function hexId(id: number): string {
  return id.toString(16).padStart(8, '0');
}

/** One line of a signed note. */
export function signatureLine(key: Pick<NoteKey, 'name' | 'id'>, signature: Uint8Array): string {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, key.id);
  return `${DASH} ${key.name} ${base64Of(joined(id, signature))}\n`;
}

/** @param text ends with a line feed @param lines of `signatureLine` */
export function signedNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`;
}

/** The note a text holds; `null` where it is none. */
export function readNote(whole: string): Note | null {
  const cut = whole.lastIndexOf('\n\n');
  if (cut < 0 || !whole.endsWith('\n')) return null;
  const text = whole.slice(0, cut + 1);
  const lines = whole.slice(cut + 2, -1).split('\n');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = readSignature(line);
    if (signature === null) return null;
    signatures.push(signature);
  }
  return { text, signatures };
}

/** A signature line without its line feed; `null` where it is none. */
export function readSignature(line: string): NoteSignature | null {
  const found = /^— ([^\s+]+) (\S+)$/u.exec(line);
  const bytes = fromBase64(found?.[2] ?? '-');
  if (found === null || bytes === null || bytes.length < 5) return null;
  return { name: found[1]!, keyId: fourBytesAt(bytes, 0), signature: bytes.slice(4) };
}

/** The note's signature by a key, of that name and id; `null` where it carries none. */
export function signatureBy(note: Note, key: NoteKey): NoteSignature | null {
  return note.signatures.find(({ name, keyId }) => name === key.name && keyId === key.id) ?? null;
}

/** Whether the note carries a signature by a log's key that verifies. */
export function isSignedBy(crypto: LogCrypto, note: Note, key: NoteKey): boolean {
  const found = signatureBy(note, key);
  return key.type === LOG_KEY && found !== null && crypto.verifies(key.publicKey, utf8(note.text), found.signature);
}
