/** One measured figure. */
export interface Figure {
  readonly name: string;
  /** Infinity where it was not reached in time. */
  readonly value: number;
  readonly unit: string;
  /** What the value must not exceed; absent for figures that only inform. */
  readonly limit?: number;
  /** What others reach in the same run, by name. */
  readonly peers?: Readonly<Record<string, number>>;
  /** What the value is the median of. */
  readonly samples?: readonly number[];
}

export function figure(name: string, value: number, unit: string, limit?: number): Figure {
  const rounded = Math.round(value * 100) / 100;
  return limit === undefined ? { name, value: rounded, unit } : { name, value: rounded, unit, limit };
}

/** Whether a figure is what it must be. */
export function isReached({ value, limit }: Figure): boolean {
  return limit === undefined || value <= limit;
}

/** The figures as a table: ours, the others', the ratio to the best of them, and a verdict for those with a limit. */
export function formatTable(figures: readonly Figure[]): string {
  const peers = [...new Set(figures.flatMap((one) => Object.keys(one.peers ?? {})))];
  const head = ['', 'ours', ...peers, ...(peers.length > 0 ? ['ours/best'] : []), 'reach', ''];
  const rows = figures.map((one) => [
    one.name,
    format(one.value, one.unit),
    ...peers.map((peer) => format(one.peers?.[peer], '')),
    ...(peers.length > 0 ? [ratio(one)] : []),
    one.limit === undefined ? '' : `≤ ${format(one.limit, one.unit)}`,
    one.limit === undefined ? '' : isReached(one) ? 'ok' : 'MISSED',
  ]);
  return align([head, ...rows]);
}

function format(value: number | undefined, unit: string): string {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return 'never';
  const digits = Math.abs(value) >= 100 ? 0 : 2;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`.trim();
}

/** Ours to the lowest of the others'; below 1 ours is the best. */
function ratio({ value, unit, limit, peers = {} }: Figure): string {
  // Less is better only where there is something to reach, and for times.
  if (limit === undefined && unit !== 'ms') return '';
  const best = Math.min(...Object.values(peers));
  return Number.isFinite(best) && best > 0 ? (value / best).toFixed(2) : '';
}

/** Names to the left, numbers to the right. */
function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const last = widths.length - 1;
  const cell = (text: string, column: number): string =>
    column === 0 || column === last ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** The value below which a share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
