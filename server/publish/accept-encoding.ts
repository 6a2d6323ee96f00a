export type ContentCoding = 'br' | 'gzip' | 'identity';

const CODINGS: readonly ContentCoding[] = ['br', 'gzip', 'identity'];
const remembered = new Map<string, readonly ContentCoding[]>();

/**
 * Codings a client takes, best first (RFC 9110, 12.5.3): by its q-values, and where they are equal brotli before gzip before
 * none. `identity` stands at the end where the client named nothing that we have: better read than refused.
 *
 * @param header `Accept-Encoding`; absent means none
 */
export function acceptedCodings(header: string | undefined): readonly ContentCoding[] {
  if (header === undefined) return ['identity'];
  let accepted = remembered.get(header);
  if (accepted === undefined) {
    accepted = readCodings(header);
    if (remembered.size >= 256) remembered.clear();
    remembered.set(header, accepted);
  }
  return accepted;
}

function readCodings(header: string): readonly ContentCoding[] {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (name !== '') weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isFinite(weight) ? weight : 0);
  }
  const weightOf = (coding: ContentCoding) =>
    weights.get(coding) ?? weights.get('*') ?? (coding === 'identity' ? 0.001 : 0);
  const accepted = CODINGS.filter((coding) => weightOf(coding) > 0).sort((a, b) => weightOf(b) - weightOf(a));
  return accepted.includes('identity') ? accepted : [...accepted, 'identity'];
}
