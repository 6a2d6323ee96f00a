/** Conditions under which trying the same transaction again can end better: its numbers make that harmless. */
const WORTH_ANOTHER_TRY = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  // A rule of the trigger: another connection changed, between our look and our insert, what the rule is about.
  '23514',
  '40001',
  '40P01',
  '57P01',
  '57P02',
  '57P03',
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
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: string };
  if (code !== undefined) return WORTH_ANOTHER_TRY.has(code) || code.startsWith('08');
  // pg gives no code where the socket closed under a statement.
  return /^Connection terminated/.test(error.message) || /is not queryable|connection error/i.test(error.message);
}
