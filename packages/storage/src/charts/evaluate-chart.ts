/**
 * The points of a chart from the decoded columns of batches: what its SQL gives once they are committed, without asking
 * ClickHouse. A property test holds the two equal over random samples.
 */
import { columnGroup, type GroupColumns, type SampleColumns } from '@hostwire/protocol';
import { chartOf, type ChartName } from './catalogue.ts';
import type { ChartDefinition } from './chart.ts';
import { measureRows, type Row } from './measure.ts';

export interface ChartPoint {
  /** '' for a chart of the whole host. */
  readonly device: string;
  /** Begin of the step, a multiple of `stepMs`. */
  readonly tsMs: number;
  /** One per series of the chart; null = missing. At least one is there. */
  readonly values: readonly (number | null)[];
}

/** Samples of one host; those of one step must be given together. `tsMs` is where they are filed. */
export function evaluateChart(
  chart: ChartName,
  batches: readonly SampleColumns[],
  { stepMs }: { readonly stepMs: number },
): ChartPoint[] {
  const definition = chartOf(chart);
  const steps = new Map<string, { device: string; tsMs: number; rows: Row[] }>();
  for (const batch of batches) {
    for (const { device, row } of rowsOf(definition, batch)) {
      const tsMs = Math.floor(row.tsMs / stepMs) * stepMs;
      const key = `${tsMs} ${device}`;
      const step = steps.get(key);
      if (step === undefined) steps.set(key, { device, tsMs, rows: [row] });
      else step.rows.push(row);
    }
  }
  const merged = definition.device?.merged === true;
  return [...steps.values()].flatMap(({ device, tsMs, rows }) => {
    const values = definition.series.map(({ measure }) => measureRows(measure, rows, { merged }));
    return values.some((value) => value !== null) ? [{ device, tsMs, values }] : [];
  });
}

interface DeviceRow {
  readonly device: string;
  readonly row: Row;
}

/** The rows of the chart's view in a batch. */
function rowsOf({ view, device, except }: ChartDefinition, batch: SampleColumns): DeviceRow[] {
  const group = batch.groups.find(({ name }) => name === view);
  if (group === undefined) return [];
  const excepted = except === undefined ? undefined : group.labels[except.label];
  const names = device?.label === undefined ? group.deviceNames : (group.labels[device.label] ?? []);
  const intervalOf = intervals(group, batch);
  const rows: DeviceRow[] = [];
  let at = 0;
  for (let sample = 0; sample < batch.samples; sample++) {
    for (let end = at + group.rowsPerSample[sample]!; at < end; at++) {
      const place = group.deviceOfRow[at]!;
      if (excepted !== undefined && excepted[place] === except!.value) continue;
      const read = readerOf(group, at);
      const row = { tsMs: batch.tsMs[sample]!, intervalMs: intervalOf(sample, read), read };
      rows.push({ device: device === undefined ? '' : (names[place] ?? ''), row });
    }
  }
  return rows;
}

type Read = (column: string) => number;

function readerOf({ name, values, deviceOfRow }: GroupColumns, row: number): Read {
  const { columns } = columnGroup(name);
  return (column) => {
    const index = columns.findIndex((one) => one.name === column);
    return index < 0 ? NaN : values[index * deviceOfRow.length + row]!;
  };
}

/** What the increments of a row cover: the group's own interval, else its span in the sample, else the sample's interval. */
function intervals({ name }: GroupColumns, batch: SampleColumns): (sample: number, read: Read) => number {
  if (columnGroup(name).columns.some((column) => column.name === 'interval_ms')) {
    return (_sample, read) => read('interval_ms');
  }
  const spans = spanOf(name, batch);
  return (sample) => {
    const span = spans[sample] ?? NaN;
    return Number.isNaN(span) ? batch.intervalMs[sample]! : span;
  };
}

/** Of each sample the span of the group; NaN or undefined = none. */
function spanOf(group: string, { groups, samples }: SampleColumns): readonly number[] {
  const span = groups.find(({ name }) => name === 'span');
  if (span === undefined) return [];
  const column = group === 'cpu_core' ? 'cpu_ms' : `${group}_ms`;
  const spans: number[] = [];
  for (let sample = 0, row = 0; sample < samples; sample++) {
    spans.push(span.rowsPerSample[sample]! > 0 ? readerOf(span, row++)(column) : NaN);
  }
  return spans;
}
