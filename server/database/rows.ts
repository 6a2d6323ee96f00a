import type pg from 'pg';

/** What a statement can be sent to: a pool, or one connection of it inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>;

/** A statement gave back another number of rows than the caller can make sense of. */
export class RowCountError extends Error {
  override readonly name = 'RowCountError';
}

/**
 * The one row a statement gives.
 *
 * @throws RowCountError when there are none or several
 */
export async function one<R extends pg.QueryResultRow>(q: Queryable, sql: string, values: unknown[] = []): Promise<R> {
  const row = await maybeOne<R>(q, sql, values);
  if (row === null) throw new RowCountError(`expected one row, found none: ${opening(sql)}`);
  return row;
}

/**
 * The row a statement gives, or `null` where it gives none.
 *
 * @throws RowCountError when there are several
 */
export async function maybeOne<R extends pg.QueryResultRow>(
  q: Queryable,
  sql: string,
  values: unknown[] = [],
): Promise<R | null> {
  const rows = await many<R>(q, sql, values);
  if (rows.length > 1) throw new RowCountError(`expected at most one row, found ${rows.length}: ${opening(sql)}`);
  return rows[0] ?? null;
}

/** All rows a statement gives, in its order; possibly none. */
export async function many<R extends pg.QueryResultRow>(
  q: Queryable,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  const result = await q.query<R>(sql, values);
  return result.rows;
}

/** How many rows a statement inserted, changed or removed. */
export async function change(q: Queryable, sql: string, values: unknown[] = []): Promise<number> {
  const result = await q.query(sql, values);
  return result.rowCount ?? 0;
}

function opening(sql: string): string {
  const text = sql.trim();
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
