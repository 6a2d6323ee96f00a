import type { Names } from './election.ts';

/** One node of the election's tree, as `areas.json` gives it. */
export interface Area {
  readonly code: string;
  /** `null` for the root. */
  readonly parent: string | null;
  readonly level: string;
  readonly names: Names;
  /** IANA zone; the election's where the package leaves it empty. */
  readonly timezone: string;
  /** Registered electors by channel in the whole area; a channel nobody there is registered for is left out. */
  readonly registered: Readonly<Record<string, number>>;
  /** Column and row in the tile grid, from the north-west. */
  readonly tile?: readonly [number, number];
  /** The map data marks this territory as disputed. */
  readonly disputed?: true;
  readonly note?: string;
}

/** `GET /api/v1/elections/:id/areas.json`: areas down to the published level, parents before children. */
export interface Areas {
  readonly schema: 'turnout-areas/1';
  readonly election: string;
  /** Changes whenever the tree or a registered count does. */
  readonly revision: string;
  readonly areas: readonly Area[];
}
