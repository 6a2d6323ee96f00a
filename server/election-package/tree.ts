import type { PackageProblems } from './package-problems.ts';
import type { AreaRow } from './read-areas.ts';

interface Tree {
  /** Name of the file of areas. */
  readonly file: string;
  readonly areas: ReadonlyMap<string, AreaRow>;
  /** Rows whose values stand in their columns; the others are only parents to be found. */
  readonly trusted: readonly AreaRow[];
  readonly levels: readonly string[] | null;
}

/** Tells where the areas are not one tree, or its levels do not follow each other from the root down. */
export function checkTree(tree: Tree, problems: PackageProblems): void {
  const { file, areas, trusted, levels } = tree;
  checkRoots(tree, problems);
  for (const area of trusted) {
    if (area.parent !== '' && !areas.has(area.parent)) {
      problems.add(file, area.line, 'unknown-parent', `${area.code} lies in ${area.parent}, which is no area`);
    }
  }
  for (const cycle of cyclesOf(areas)) {
    const first = cycle.reduce((least, area) => (area.line < least.line ? area : least));
    const start = cycle.indexOf(first);
    const way = [...cycle.slice(start), ...cycle.slice(0, start), first].map(({ code }) => code);
    problems.add(file, first.line, 'cycle', way.join(' in '));
  }
  if (levels !== null) checkLevels(tree, levels, problems);
}

function checkRoots({ file, areas, trusted }: Tree, problems: PackageProblems): void {
  const [root, ...more] = trusted.filter(({ parent }) => parent === '');
  if (root === undefined && trusted.length === areas.size)
    problems.add(file, null, 'no-root', 'exactly one area has no parent');
  for (const { code, line } of more)
    problems.add(file, line, 'two-roots', `${code} has no parent, and neither has ${root!.code} on line ${root!.line}`);
}

/** Each ring of areas that contain each other, once. */
function cyclesOf(areas: ReadonlyMap<string, AreaRow>): AreaRow[][] {
  const settled = new Set<AreaRow>();
  const cycles: AreaRow[][] = [];
  for (const start of areas.values()) {
    const way: AreaRow[] = [];
    const onWay = new Map<AreaRow, number>();
    let here: AreaRow | undefined = start;
    while (here !== undefined && !settled.has(here)) {
      const met = onWay.get(here);
      if (met !== undefined) {
        cycles.push(way.slice(met));
        break;
      }
      onWay.set(here, way.length);
      way.push(here);
      here = areas.get(here.parent);
    }
    for (const area of way) settled.add(area);
  }
  return cycles;
}

function checkLevels({ file, areas, trusted }: Tree, levels: readonly string[], problems: PackageProblems): void {
  const parents = new Set([...areas.values()].map(({ parent }) => parent));
  for (const { code, parent, level, line } of trusted) {
    const depth = levels.indexOf(level);
    if (depth < 0) continue;
    const above = areas.get(parent);
    const parentDepth = above === undefined ? -1 : levels.indexOf(above.level);
    const parentUnderstood = above === undefined ? parent === '' : parentDepth >= 0;
    if (parentUnderstood && depth !== parentDepth + 1) {
      const where = above === undefined ? 'the root' : `${above.code} (${above.level})`;
      const detail = `${code} is a ${level}, but ${above === undefined ? where : `lies in ${where}`}`;
      problems.add(file, line, 'level-order', detail);
    }
    if (depth < levels.length - 1 && !parents.has(code)) {
      problems.add(file, line, 'no-precincts', `${code} is a ${level} and contains no ${levels[depth + 1]}`);
    }
  }
}
