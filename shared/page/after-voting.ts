import type { PageParts } from './page-parts.ts';

/**
 * The parts with nothing to compare with where voting is over and no ballot came since: rises of nought beside every
 * district would say less than nothing. While voting goes on, that nothing came is news.
 */
export function afterVoting(parts: PageParts): PageParts {
  const { snapshot, earlier } = parts;
  const stands = !snapshot.open && earlier !== null && earlier.total.issued === snapshot.total.issued;
  return stands ? { ...parts, earlier: null } : parts;
}
