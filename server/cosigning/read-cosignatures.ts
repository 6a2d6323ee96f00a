import type { WitnessStanding } from '../../shared/bulletin-log/summary.ts';
import { many, one, type Queryable, readSql } from '../database/database.ts';

const witnessMark = readSql(import.meta.url, './witness_mark.sql');
const readWitnessesSql = readSql(import.meta.url, './read_witnesses.sql');
const readCosignaturesSql = readSql(import.meta.url, './read_cosignatures.sql');

/** The witnesses of a log, and all they signed. */
export interface KeptWitnesses {
  /** Another text whenever anything of it changed. */
  readonly mark: string;
  readonly witnesses: readonly {
    readonly key: string;
    readonly standing: WitnessStanding;
    /** For the operator; says nothing where all is well. */
    readonly detail: string | null;
    readonly since: Date;
  }[];
  /** By size. */
  readonly cosignatures: readonly {
    readonly key: string;
    readonly size: number;
    readonly line: string;
    /** By the witness's clock. */
    readonly at: Date;
  }[];
}

/** The witnesses of an election's log; `null` where nothing changed since `mark`. */
export async function readWitnesses(
  database: Queryable,
  election: string,
  mark: string | null,
): Promise<KeptWitnesses | null> {
  const now = await one<{ mark: string }>(database, witnessMark, [election]);
  if (now.mark === mark) return null;
  const witnesses = await many<KeptWitnesses['witnesses'][number]>(database, readWitnessesSql, [election]);
  const rows = await many<{ key: string; size: number; line: string; signed_at: Date }>(database, readCosignaturesSql, [
    election,
  ]);
  return {
    mark: now.mark,
    witnesses,
    cosignatures: rows.map(({ signed_at: at, ...row }) => ({ ...row, at })),
  };
}
