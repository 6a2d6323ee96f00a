import { isAtOrAbove, snapshotAtLevel } from '../../../shared/levels.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { snapshotCsv } from '../../../shared/snapshot-csv.ts';
import { type Answer, type Headers, IMMUTABLE, modeHeader, PRIVATE, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import { CSV_TYPE, encode, JSON_TYPE, type Representation } from '../representation.ts';
import type { SnapshotEntry } from '../snapshot-shelf.ts';
import type { Operator } from './request.ts';

export type SnapshotForm = 'json' | 'csv';

/** What is asked of a snapshot. */
export interface SnapshotWish {
  readonly publication: ElectionPublication;
  readonly entry: SnapshotEntry;
  readonly form: SnapshotForm;
  /** The displayed one where it is not given. */
  readonly level: string | undefined;
  readonly operator: () => Promise<Operator>;
  readonly cacheControl: string;
}

/** The answer where it is in memory as it stands: the displayed level as JSON. */
export function snapshotInMemory(
  publication: ElectionPublication,
  entry: SnapshotEntry,
  cacheControl: string,
): Answer | null {
  const representation = publication.snapshots.inMemory(entry.number);
  if (representation === undefined) return null;
  return { kind: 'body', representation, cacheControl, headers: modeHeader(publication.description) };
}

/** A snapshot in any form and level: those above the displayed one added up, those below it where they were kept. */
export async function snapshotAnswer(wish: SnapshotWish): Promise<Answer> {
  const { publication, entry, form } = wish;
  const { levels, displayLevel, publishLevel } = publication.description;
  const level = wish.level ?? displayLevel;
  if (!levels.includes(level)) {
    return problem('unknown-level', `The levels of ${publication.id} are ${levels.join(', ')}.`);
  }
  const published = isAtOrAbove(levels, level, publishLevel);
  if (!published) {
    const operator = await wish.operator();
    if (operator === 'absent') {
      return problem(
        'not-published',
        `Figures are published down to ${publishLevel}: finer ones could tell who voted when.`,
      );
    }
    if (operator === 'no') return problem('operators-only', 'This is not the secret.');
  }
  const whole = await publication.snapshots.read(entry);
  if (whole === null)
    return problem('being-restored', `The file of snapshot ${entry.number} is damaged and made again.`);
  const name = `snapshot/${entry.number}/${level}.${form}`;
  const headers: Headers = {
    ...modeHeader(publication.description),
    ...download(publication, entry.number, level, form),
  };
  const cacheControl = published ? wish.cacheControl : PRIVATE;

  let representation: Representation;
  if (isAtOrAbove(levels, level, displayLevel)) {
    representation =
      form === 'json' && level === displayLevel
        ? whole
        : await publication.made.get(name, () => write(publication, form, aboveOrAt(publication, parse(whole), level)));
  } else {
    const counts = await publication.depth.read(entry.number, level);
    if (counts === null)
      return problem('being-restored', `The ${level} counts of snapshot ${entry.number} are made again.`);
    if (counts === undefined) {
      const lastKept = publication.depth.lastKept(entry.number, level);
      return problem('level-not-kept', `Each ${level} is kept at full hours; lastKept is the last number before.`, {
        lastKept,
      });
    }
    representation = await publication.made.get(name, () =>
      write(publication, form, { ...parse(whole), areas: counts }),
    );
  }
  return { kind: 'body', representation, cacheControl, headers };
}

/** Cache of a numbered snapshot. */
export const NUMBERED = IMMUTABLE;

function parse(representation: Representation): Snapshot {
  return JSON.parse(representation.identity.toString()) as Snapshot;
}

function aboveOrAt(publication: ElectionPublication, snapshot: Snapshot, level: string): Snapshot {
  return snapshotAtLevel(snapshot, publication.areas.tree, level);
}

function write(publication: ElectionPublication, form: SnapshotForm, snapshot: Snapshot): Promise<Representation> {
  if (form === 'json') return encode(JSON.stringify(snapshot), JSON_TYPE);
  const root = publication.root ?? { code: publication.id, level: publication.description.levels[0]! };
  return encode(snapshotCsv(snapshot, root), CSV_TYPE);
}

function download(publication: ElectionPublication, number: number, level: string, form: SnapshotForm): Headers {
  if (form === 'json') return {};
  const { displayLevel, mode } = publication.description;
  const finer = level === displayLevel ? '' : `-${level}`;
  return fileName(`${publication.id}-snapshot-${number}${finer}-${mode}.csv`);
}

/** The name under which a download is kept; it says the mode. */
export function fileName(name: string): Headers {
  return { 'Content-Disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"` };
}
