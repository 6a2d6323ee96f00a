/** Longer than any key or row that is as it should be. */
const MOST_LETTERS = 200;

/** A text as it stands in a log's files, cut where it is longer than it should be: a file may hold anything. */
export function shortened(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}…`;
}
