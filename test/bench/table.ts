/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value must not exceed; absent for figures that only inform. */
  readonly limit?: number;
}

export function figure(name: string, value: number, unit: string, limit?: number): Figure {
  const rounded = Math.round(value * 100) / 100;
  return limit === undefined ? { name, value: rounded, unit } : { name, value: rounded, unit, limit };
}

/** The figures as a table with a verdict for those that have a limit. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, limit }) => [
    name,
    `${value.toLocaleString('en')} ${unit}`,
    limit === undefined ? '' : `≤ ${limit.toLocaleString('en')} ${unit}`,
    limit === undefined ? '' : value <= limit ? 'ok' : 'MISSED',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The value below which a share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
