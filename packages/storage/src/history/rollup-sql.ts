import { columnGroup, type ColumnGroup } from '@hostwire/protocol';
import {
  hasOwnInterval,
  keyLabels,
  leadersOf,
  minutes,
  rollupTable,
  type RollupLevel,
} from './rollup-level.ts';
import { rollupColumns } from './rollup-table.ts';

/** Of the group `span`: each says what the increments of the groups with that settable name cover. */
const spans: ReadonlySet<string> = new Set(columnGroup('span').columns.map(({ name }) => name));

/** What the increments of a group cover in a sample. */
function intervalOf({ settable }: ColumnGroup): string {
  const span = `${settable}_ms`;
  return spans.has(span) ? `ifNull(span.${span}, samples.interval_ms)` : 'samples.interval_ms';
}

/**
 * INSERT of the windows of some hosts between two instants, computed anew from everything that is stored of them; a row
 * replaces the one of an earlier run. Parameters: hosts, from_s, to_s (begins of windows), version.
 */
export function rollupInsert(group: ColumnGroup, level: RollupLevel): string {
  const partial = level === minutes ? fromSamples(group) : fromMinutes(group);
  const rows = leadersOf[group.name] === undefined ? partial : withLeaders(group, level, partial);
  return `INSERT INTO ${rollupTable(group, level)} (${columnNames(group).join(', ')}, version)
SELECT ${columnNames(group)
    .map((name) => (name === 'ts' ? 'window' : name))
    .join(', ')}, {version:UInt64}
FROM (${rows})`;
}

function texts({ devices, labels }: ColumnGroup): string[] {
  return devices ? ['name', ...labels.map(({ name }) => name)] : [];
}

function columnNames(group: ColumnGroup): string[] {
  const interval = hasOwnInterval(group) ? [] : ['interval_ms'];
  const measured = group.columns.flatMap(rollupColumns).map(({ name }) => name);
  return ['host', 'ts', ...texts(group), 'samples', ...interval, ...measured];
}

/** One row per host, window and device, from samples. Only samples that read the group count. */
function fromSamples(group: ColumnGroup): string {
  const { name, devices, columns } = group;
  const stored = (column: string): string => `samples.${name}.${column}${devices ? '[i]' : ''}`;
  const keys = devices ? ['name', ...keyLabels(group).map((label) => `${name}_text.${label}[i]`)] : [];
  const described = group.labels.filter((label) => !keyLabels(group).includes(label.name));
  const selected = [
    'samples.host AS host',
    `${minutes.start('samples.ts')} AS window`,
    ...(devices ? ['name'] : []),
    ...keyLabels(group).map((label) => `${name}_text.${label}[i] AS ${label}`),
    ...described.map((label) => `argMax(${name}_text.${label.name}[i], samples.ts) AS ${label.name}`),
    'toUInt32(count()) AS samples',
    ...(hasOwnInterval(group) ? [] : [`sum(${intervalOf(group)}) AS interval_ms`]),
    ...columns.flatMap((column) =>
      rollupColumns(column).map((kept) => `${kept.overSamples(stored(column.name))} AS ${kept.name}`),
    ),
  ];
  return `
  SELECT ${selected.join(',\n    ')}
  FROM samples
  ${devices ? `ARRAY JOIN ${name}_text.name AS name, arrayEnumerate(${name}_text.name) AS i` : ''}
  WHERE samples.kind = 'sample' AND samples.host IN {hosts:Array(String)}
    AND samples.ts >= toDateTime64({from_s:UInt32}, 3, 'UTC') AND samples.ts < toDateTime64({to_s:UInt32}, 3, 'UTC')
    AND coalesce(${columns.map((column) => stored(column.name)).join(', ')}) IS NOT NULL
  GROUP BY ${['samples.host', 'window', ...keys].join(', ')}`;
}

/** The same from the rows of minutes. */
function fromMinutes(group: ColumnGroup): string {
  const source = `SELECT *, toStartOfHour(ts) AS window FROM ${rollupTable(group, minutes)} FINAL
    WHERE host IN {hosts:Array(String)} AND ts >= toDateTime({from_s:UInt32}, 'UTC') AND ts < toDateTime({to_s:UInt32}, 'UTC')`;
  return merged(group, source, 'r.name');
}

/** Rows of the same host, window and device as one. `device` is what counts as the device of a row of `source`. */
function merged(group: ColumnGroup, source: string, device: string): string {
  const keys = keyLabels(group);
  const isKept = device === 'r.name' ? undefined : 'is_kept';
  const label = (name: string): string =>
    isKept === undefined ? `r.${name}` : `if(${isKept}, r.${name}, '')`;
  const described = group.labels.filter(({ name }) => !keys.includes(name));
  const selected = [
    'r.host AS host',
    'r.window AS window',
    ...(group.devices ? [`${device} AS rolled_name`, 'rolled_name AS name'] : []),
    ...keys.map((name) => `${label(name)} AS key_${name}, key_${name} AS ${name}`),
    ...described.map(({ name }) => `argMax(r.${name}, r.ts) AS ${name}`),
    'toUInt32(sum(r.samples)) AS samples',
    ...(hasOwnInterval(group) ? [] : ['sum(r.interval_ms) AS interval_ms']),
    ...group.columns.flatMap((column) =>
      rollupColumns(column).map((kept) => `${kept.overRollups} AS ${kept.name}`),
    ),
  ];
  const by = [
    'r.host',
    'r.window',
    ...(group.devices ? ['rolled_name', ...keys.map((name) => `key_${name}`)] : []),
  ];
  return `
  SELECT ${selected.join(',\n    ')}
  FROM (${source}) AS r
  GROUP BY ${by.join(', ')}`;
}

/**
 * Devices that lead by one of the figures stay, and those that an earlier run kept, so that no row of it is left over;
 * the others become one row, so that totals are exact.
 */
function withLeaders(group: ColumnGroup, level: RollupLevel, partial: string): string {
  const { by, count } = leadersOf[group.name]!;
  const key = ['name', ...keyLabels(group)];
  const kept = `(host, window, ${key.join(', ')}) IN (
      SELECT host, ts, ${key.join(', ')} FROM ${rollupTable(group, level)}
      WHERE host IN {hosts:Array(String)} AND ts >= toDateTime({from_s:UInt32}, 'UTC') AND ts < toDateTime({to_s:UInt32}, 'UTC'))`;
  const leads = by.map(
    (figure) =>
      `(name != '' AND ifNull(${figure}, 0) > 0 AND row_number() OVER (PARTITION BY host, window, name = '' ORDER BY ${figure} DESC NULLS LAST, ${key.join(', ')}) <= ${count})`,
  );
  const ranked = `SELECT *, ${kept} OR ${leads.join(' OR ')} AS is_kept FROM (${partial})`;
  return merged(group, ranked, "if(is_kept, r.name, '')");
}
