/** The connection was lost, or none could be made. */
const CONNECTION_LOST = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
]);

/** Conditions under which trying the same transaction again can end better: its numbers make that harmless. */
const WORTH_ANOTHER_TRY = new Set([
  // A rule of the trigger: another connection changed, between our look and our insert, what the rule is about.
  '23514',
  '40001',
  '40P01',
]);

/** What `attempt` gives, tried once more where the connection was lost or another transaction came in between. */
export async function outlives<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!worthAnotherTry(error)) throw error;
    return await attempt();
  }
}

function worthAnotherTry(error: unknown): boolean {
  return wasConnectionLost(error) || WORTH_ANOTHER_TRY.has(codeOf(error) ?? '');
}

/** Whether the database went away or could not be reached: nothing that was asked of it was wrong. */
export function isDatabaseAway(error: unknown): error is Error {
  return (
    wasConnectionLost(error) ||
    (error instanceof Error && /^timeout exceeded when trying to connect/.test(error.message))
  );
}

function wasConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== undefined) return CONNECTION_LOST.has(code) || code.startsWith('08');
  // pg gives no code where the socket closed under a statement.
  return /^Connection terminated/.test(error.message) || /is not queryable|connection error/i.test(error.message);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as Error & { code?: string }).code : undefined;
}
