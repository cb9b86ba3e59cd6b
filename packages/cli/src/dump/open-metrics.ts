/** One measured value of many things: a metric family of OpenMetrics. */
export interface MetricFamily {
  /** With its unit at the end, in base units: `hostwire_host_memory_used_ratio`. */
  readonly name: string;
  readonly help: string;
  /** null: this thing has no value. */
  readonly samples: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number | null;
  }[];
}

/**
 * Gauges in the text format of OpenMetrics 1.0 (https://prometheus.io/docs/specs/om/open_metrics_spec/).
 *
 * @param atMs the instant of every value, in ms since 1970; undefined: not written, it is now
 */
export function openMetricsText(families: readonly MetricFamily[], atMs: number | undefined): string {
  const time = atMs === undefined ? '' : ` ${atMs / 1_000}`;
  const lines = families.flatMap(({ name, help, samples }) => [
    `# TYPE ${name} gauge`,
    `# HELP ${name} ${escaped(help)}`,
    ...samples.flatMap(({ labels, value }) =>
      value === null ? [] : [`${name}${labelSet(labels)} ${value}${time}`],
    ),
  ]);
  return [...lines, '# EOF', ''].join('\n');
}

function labelSet(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** A label of a host under a name that no label of Hostwire's own has: `env` is `label_env`. */
export function labelName(key: string): string {
  return `label_${key.replace(/[^a-zA-Z0-9_]/g, '_')}`;
}
