/** What a metric is called, means and counts in; its name ends in its unit, and in `_total` when it is a counter. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  /** A family without a point is left out: what is not known has no value. */
  readonly points: readonly MetricPoint[];
}

export interface MetricPoint {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Prometheus's text format, version 0.0.4. */
export const expositionType = 'text/plain; version=0.0.4; charset=utf-8';

export function exposition(families: readonly MetricFamily[]): string {
  return families.map(familyText).join('');
}

/** A metric with one point; null: it is not known. */
export function metric(
  name: string,
  { type = 'gauge', help, value }: { type?: MetricFamily['type']; help: string; value: number | null },
): MetricFamily {
  return { name, help, type, points: value === null ? [] : [{ value }] };
}

function familyText({ name, help, type, points }: MetricFamily): string {
  if (points.length === 0) return '';
  const lines = points.map(({ labels = {}, value }) => `${name}${labelsText(labels)} ${numberText(value)}\n`);
  const helpText = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return `# HELP ${name} ${helpText}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
