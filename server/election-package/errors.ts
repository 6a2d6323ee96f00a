/** The election is loaded already, from a package with other contents. */
export class ElectionDiffersError extends Error {
  override readonly name = 'ElectionDiffersError';
}

/** The database holds the other mode, and holds one for ever. */
export class DatabaseModeError extends Error {
  override readonly name = 'DatabaseModeError';
}

/** There is no such election in the database. */
export class UnknownElectionError extends Error {
  override readonly name = 'UnknownElectionError';
  readonly election: string;

  constructor(election: string) {
    super(`no election ${election} in this database: turnout load DIR loads one`);
    this.election = election;
  }
}
