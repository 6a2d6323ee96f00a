/**
 * One row of CSV with its line end: fields quoted by RFC 4180 where they hold a comma, a quote or a line break.
 *
 * Lines end with a single LF.
 */
export function csvRow(fields: readonly (string | number)[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(field: string | number): string {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
