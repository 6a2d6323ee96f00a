import type { Manifest } from '../../shared/bulletin-log/manifest.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { bulletinsDueBetween, hourName } from '../bulletins/bulletins.ts';
import type { ElectionFacts, VotingHours } from '../counting/counting.ts';

/** What an election's log promises: written before its first bulletin, from the package and the first snapshot alone. */
export function manifestOf(
  facts: ElectionFacts,
  hours: readonly VotingHours[],
  first: Snapshot,
  keys: Manifest['keys'],
): Manifest {
  const instant = (at: Date) => zonedInstant(at.getTime(), facts.timezone);
  const end = new Date(facts.closesAt.getTime() + 1);
  const { areas } = first;
  return {
    schema: 'turnout-bulletin/1',
    kind: 'manifest',
    number: 0,
    election: facts.election,
    mode: facts.mode,
    names: facts.definition.names,
    timezone: facts.timezone,
    asOf: instant(facts.opensAt),
    opensAt: instant(facts.opensAt),
    closesAt: instant(facts.closesAt),
    basis: facts.definition.basis,
    hours: bulletinsDueBetween(facts, hours, null, end).map((at) => hourName(at, facts.timezone)),
    keys,
    areas: {
      revision: areas.revision,
      level: areas.level,
      codes: areas.codes,
      registered: Object.fromEntries(
        Object.entries(areas.byChannel).map(([channel, { registered }]) => [channel, registered]),
      ),
    },
  };
}
