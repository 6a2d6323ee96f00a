/**
 * A column of values as an array of PostgreSQL's, in its text form: far cheaper to make for thousands of values than what
 * the driver makes of a JavaScript array. A column of nothing but `null` is empty, which `unnest` beside longer ones pads.
 */
export function arrayLiteral(values: readonly (string | number | Buffer | null)[]): string {
  let text = '';
  let anything = false;
  for (const value of values) {
    if (text !== '') text += ',';
    if (value === null) {
      text += 'NULL';
      continue;
    }
    anything = true;
    if (typeof value === 'number') text += value;
    else if (typeof value === 'string') text += quoted(value);
    else text += `"\\\\x${value.toString('hex')}"`;
  }
  return anything ? `{${text}}` : '{}';
}

const SPECIAL = /["\\]/;

function quoted(value: string): string {
  return SPECIAL.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`;
}
