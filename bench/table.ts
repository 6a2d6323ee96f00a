/** A Markdown table: heads, then rows; every column but the first is aligned to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, i) => (i === 0 ? '---' : '---:'));
  return [heads, rule, ...rows].map(line).join('\n');
}

/** The value below which a `share` of the sorted values lies, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Half of the values are below it. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `12.3 (15.6)`: median and 95th percentile, in the values' unit. */
export function spread(values: readonly number[]): string {
  return `${median(values).toFixed(1)} (${quantile(values, 0.95).toFixed(1)})`;
}
