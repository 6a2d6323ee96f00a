import { smallElection } from '../../../shared/small-election.ts';
import { type Database, many } from '../../database/database.ts';
import type { PackageChanges } from '../small-election.ts';

/** The small election in another zone, its online channel open from one instant to another. */
export function votingIn(zone: string, opens: string, closes: string): PackageChanges {
  const day = opens.slice(0, 10);
  const files = Object.entries(smallElection).map(([name, body]) => [
    name,
    body.replaceAll('2024-05-05T08:00:00+02:00"', `${opens}"`).replaceAll('2024-05-05T20:00:00+02:00"', `${closes}"`),
  ]);
  const changed = Object.fromEntries(files) as Record<string, string>;
  const definition = changed['election.json']!.replace('"Europe/Vienna"', `"${zone}"`).replace(
    '"2024-05-05"',
    `"${day}"`,
  );
  const areas = changed['areas.csv']!.replaceAll('Europe/Helsinki', zone);
  const electorate = changed['electorate.csv']!.replaceAll('2024-05-05T07:00:00+02:00', opens);
  return {
    'election.json': definition,
    'areas.csv': areas,
    'electorate.csv': electorate,
    'counts.csv': null,
    'rehearsal.json': null,
  };
}

/** Every frozen hour but the final, in order. */
export async function frozenHours(database: Database): Promise<{ hour: string; asOf: number; kind: string }[]> {
  const rows = await many<{ hour: string; as_of: Date; kind: string }>(
    database.pool('reading'),
    "SELECT hour, as_of, kind FROM bulletin WHERE kind NOT IN ('zero', 'final') ORDER BY as_of",
  );
  return rows.map(({ hour, as_of: asOf, kind }) => ({ hour, asOf: asOf.getTime(), kind }));
}
