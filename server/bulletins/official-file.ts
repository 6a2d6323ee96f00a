import { csvRow } from '../../shared/csv.ts';
import type { AreaCounts } from '../../shared/snapshot.ts';

/**
 * Every level's figures as CSV, precincts included, a row where a count is above 0: what a bulletin commits to and only officials read.
 * The same counts give the same bytes.
 *
 * @param levels as `readDepth` gives them
 */
export function officialFile(levels: readonly AreaCounts[]): string {
  const rows = levels.flatMap(({ level, codes, byChannel }) =>
    Object.entries(byChannel).flatMap(([channel, { registered, issued, cast }]) =>
      codes.flatMap((code, i) => {
        const counts = [registered[i] ?? 0, issued[i] ?? 0, cast?.[i] ?? 0];
        return counts.every((count) => count === 0) ? [] : [csvRow([level, code, channel, ...counts])];
      }),
    ),
  );
  return `level,area,channel,registered,issued,cast\n${rows.join('')}`;
}
