import {
  columnGroups,
  type GroupName,
  type Reading,
  type Sample,
  type SampleColumns,
} from '@hostwire/protocol';
import { sampleColumns } from '@hostwire/testing/storage';

type Figures = Readonly<Record<string, number | null | undefined>>;
type Texts = Readonly<Record<string, string>>;

/** Rows of the table `samples` as the collector holds them once it has decoded a batch. */
export function columnsOfRows(rows: readonly Readonly<Record<string, unknown>>[]): SampleColumns {
  return sampleColumns(rows.map(sampleOf));
}

function sampleOf(row: Readonly<Record<string, unknown>>): Sample {
  const readings: Partial<Record<GroupName, Reading>> = {};
  for (const group of columnGroups) {
    const figures = row[group.name];
    if (figures === undefined) continue;
    const each = (Array.isArray(figures) ? figures : [figures]) as Figures[];
    const texts = (row[`${group.name}_text`] ?? [{ name: '' }]) as Texts[];
    if (each.length > 0) readings[group.name] = readingOf(group, each, texts);
  }
  return { tsMs: 1_000 * Number(row['ts']), monoMs: 0, intervalMs: Number(row['interval_ms']), readings };
}

function readingOf(
  { columns, labels }: (typeof columnGroups)[number],
  figures: readonly Figures[],
  texts: readonly Texts[],
): Reading {
  return {
    devices: texts.map((text) => text['name'] ?? ''),
    labels: Object.fromEntries(labels.map(({ name }) => [name, texts.map((text) => text[name] ?? '')])),
    values: Float64Array.from(figures.flatMap((each) => columns.map(({ name }) => each[name] ?? NaN))),
  };
}
