import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { type Note, readNote } from './note.ts';

/** A signed head of the log: the note and what it says. */
export interface SignedHead {
  readonly note: Note;
  readonly head: Checkpoint;
}

export function readSignedHead(text: string): SignedHead | null {
  const note = readNote(text);
  const head = note === null ? null : readCheckpoint(note);
  return note === null || head === null ? null : { note, head };
}

/** Every head ever signed, oldest first, as `checkpoints.txt` holds them: with the log's own signature alone, an empty line after each. */
export function headsText(notes: readonly string[]): string {
  return notes.map((note) => `${note}\n`).join('');
}

/** The heads of `checkpoints.txt`; `null` where it holds anything else. */
export function readHeads(text: string): SignedHead[] | null {
  const heads: SignedHead[] = [];
  const blocks = text.split('\n\n');
  if (blocks.pop() !== '') return text === '' ? [] : null;
  for (let i = 0; i < blocks.length; i += 2) {
    const head = readSignedHead(`${blocks[i]}\n\n${blocks[i + 1]}\n`);
    if (head === null) return null;
    heads.push(head);
  }
  return heads;
}
