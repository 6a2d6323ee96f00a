import type { Mode } from '../election.ts';

/** What the name of every log and witness of rehearsals ends with: what it signs can stand under nothing live unnoticed. */
export const REHEARSAL_SUFFIX = '/rehearsal';

const EDITION_LETTERS = 8;

/** Of which election a log is, and in which mode. */
interface Whose {
  readonly election: string;
  readonly mode: Mode;
}

/**
 * Name of an election's log: `turnout.example/mine/1f0c9a2e`, with its ending in a rehearsal. The beginning of the edition is in it, so that an
 * election that is loaded anew under the same key never goes by the name of the one before.
 */
export function logOrigin({
  host,
  election,
  edition,
  mode,
}: Whose & { readonly host: string; readonly edition: string }): string {
  return `${host}/${election}/${edition.slice(0, EDITION_LETTERS)}${endingOf(mode)}`;
}

/** Whether a log of this name is that of an election in a mode, on whichever host and of whichever edition; older logs name none. */
export function isOriginOf(origin: string, { election, mode }: Whose): boolean {
  if (isRehearsal(origin) !== (mode === 'rehearsal')) return false;
  const name = origin.slice(0, origin.length - endingOf(mode).length);
  return name.endsWith(`/${election}`) || name.replace(/\/[0-9a-f]{8}$/, '').endsWith(`/${election}`);
}

function endingOf(mode: Mode): string {
  return mode === 'live' ? '' : REHEARSAL_SUFFIX;
}

/** Whether a witness or a log of this name is one of rehearsals. */
export function isRehearsal(name: string): boolean {
  return name.endsWith(REHEARSAL_SUFFIX);
}
