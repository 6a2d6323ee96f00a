/** Every rule a package can break, and what it means; the codes are stable. */
export const PACKAGE_RULES = {
  'missing-file': 'a file that the package needs, or that rehearsal.json names, is not there',
  'not-utf8': 'the file is not UTF-8',
  'byte-order-mark': 'the file begins with a byte-order mark',
  'bad-gzip': 'the file cannot be unpacked',
  'bad-json': 'the file is not JSON',
  'bad-csv': 'a record cannot be read: a quote that is not closed, or stands where none may',
  'missing-column': 'the header lacks a column',
  'unknown-column': 'the header has a column that means nothing',
  'duplicate-column': 'the header has a column twice',
  'wrong-field-count': 'a record has more or fewer fields than the header',
  'missing-value': 'a value that must be there is not',
  'unknown-field': 'the JSON has a field that means nothing',
  'wrong-value': 'a value is not of the kind that belongs there',
  'bad-code': 'a code has letters that no address can carry, or is too long',
  'bad-number': 'a number is not one, or not whole where it must be',
  'bad-instant': 'an instant is not ISO 8601 with its offset',
  'bad-zone': 'a time zone is not known',
  'duplicate-code': 'a code is used twice',
  'unknown-parent': 'the parent is no area',
  'no-root': 'no area is without a parent',
  'two-roots': 'more than one area is without a parent',
  cycle: 'an area contains itself',
  'unknown-level': 'a level is not one of the election’s',
  'level-order': 'the level is not the one below the parent’s',
  'no-precincts': 'an area above the last level contains nothing',
  'display-below-publish': 'the level that is shown lies below the level that may be published',
  'hours-or-local-hours': 'a channel needs either hours or localHours, and not both',
  'closes-before-opens': 'hours close before they open',
  'overlapping-hours': 'hours of one channel overlap, or a day stands twice',
  'unknown-area': 'the area is not in areas.csv',
  'unknown-channel': 'the channel is not in election.json',
  'unused-channel': 'nobody is registered for the channel',
  'not-a-precinct': 'electors are registered for an area that contains others',
  'negative-electorate': 'fewer than no electors',
  'no-electorate': 'a precinct has no row in electorate.csv',
  'duplicate-electorate': 'two rows for the same precinct, channel and instant',
  'two-feeds': 'a precinct’s channel is fed by events and by reports',
  'boundary-without-area': 'a boundary belongs to no area',
  'duplicate-boundary': 'an area has two boundaries',
  'tile-without-area': 'a tile belongs to no area',
  'duplicate-tile': 'an area has two tiles',
  'tile-taken': 'two areas of one level have the same tile',
  'window-reversed': 'at_from is later than at',
  'wrong-status': 'the status does not fit the measure: percent belongs to turnout_pct, the others to counts',
  'unknown-method': 'the method of a rehearsal is not known',
  'wrong-feed': 'the method does not make what feeds the channel',
  'no-method': 'the rehearsal has no method for a channel',
  'bad-time': 'a time is not HH:MM',
  'duplicate-time': 'a time stands twice',
  'no-weight': 'the weights of a shape add up to nothing',
} as const;

export type PackageRule = keyof typeof PACKAGE_RULES;

/** One mistake in an election package. */
export interface PackageProblem {
  /** Name inside the package. */
  readonly file: string;
  /** From 1; `null` where the mistake has no line, such as a missing file. */
  readonly line: number | null;
  readonly rule: PackageRule;
  /** What was found. */
  readonly detail: string;
}

/** `file:line: rule: detail`, the form compilers use. */
export function problemText({ file, line, rule, detail }: PackageProblem): string {
  return `${file}:${line === null ? '' : `${line}:`} ${rule}: ${detail}`;
}

/** Mistakes as they are found; told in order of file and line. */
export class PackageProblems {
  readonly #found: PackageProblem[] = [];

  add(file: string, line: number | null, rule: PackageRule, detail: string): void {
    this.#found.push({ file, line, rule, detail });
  }

  get count(): number {
    return this.#found.length;
  }

  /** Each mistake once, by file and line. */
  list(): PackageProblem[] {
    const unique = new Map(this.#found.map((problem) => [problemText(problem), problem]));
    return [...unique.values()].sort(
      (a, b) => compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.rule, b.rule),
    );
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
