import { shown, type LeftOut } from './left-out.ts';
import { counterRow, gaugeRow, metricLimits, type MetricRow } from './metric-row.ts';
import { seriesOf } from './series.ts';
import { parseStatsdLine, type StatsdLine } from './statsd-line.ts';

/**
 * What came over StatsD since the last look, by series.
 *
 *   c         the sum, each value divided by its sample rate; 0 for a series that is known and did not come
 *   g         the last level; +N and -N change it
 *   ms, h, d  NAME_count and NAME_sum (counters, by sample rate), NAME_min and NAME_max (gauges, when any came)
 *   s         how many distinct members came
 *
 * A series that did not come for `forgetMs` is forgotten, a gauge's level with it.
 */
export const statsdLimits = {
  /** Members of all sets between two looks. */
  maxMembers: 10_000,
  maxMemberLength: 256,
  /** Between two looks; what is beyond is counted and not looked at. */
  maxDatagrams: 200_000,
} as const;

interface Entry {
  readonly name: string;
  readonly line: Pick<StatsdLine, 'type' | 'labels'>;
  seenMs: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  level: number;
  readonly members: Set<string>;
}

export class StatsdAggregate {
  readonly #leftOut: LeftOut;
  readonly #entries = new Map<string, Entry>();
  #members = 0;
  #datagrams = 0;
  #lookedMs = NaN;

  constructor(leftOut: LeftOut) {
    this.#leftOut = leftOut;
  }

  take(datagram: Buffer): void {
    if (++this.#datagrams > statsdLimits.maxDatagrams) {
      this.#leftOut.add(
        'flood',
        `statsd: more than ${statsdLimits.maxDatagrams} datagrams between two looks`,
      );
      return;
    }
    for (const text of datagram.toString('utf8').split('\n')) {
      if (text === '') continue;
      const line = parseStatsdLine(text.endsWith('\r') ? text.slice(0, -1) : text);
      if (line === undefined) this.#leftOut.add('malformed', `statsd: not NAME:VALUE|TYPE: ${shown(text)}`);
      else this.#add(line);
    }
  }

  /** Everything since the last call, as rows. */
  look(monoMs: number): MetricRow[] {
    const rows: MetricRow[] = [];
    for (const [key, entry] of this.#entries) {
      if (Number.isNaN(entry.seenMs)) entry.seenMs = monoMs;
      if (monoMs - entry.seenMs >= metricLimits.forgetMs) this.#entries.delete(key);
      else rows.push(...rowsOf(entry));
      reset(entry);
    }
    this.#members = 0;
    this.#datagrams = 0;
    this.#lookedMs = monoMs;
    return rows;
  }

  forget(): void {
    this.#entries.clear();
    this.#members = 0;
    this.#datagrams = 0;
  }

  #add(line: StatsdLine): void {
    const entry = this.#entry(line);
    if (entry === undefined) return;
    entry.seenMs = this.#lookedMs;
    for (const text of line.values) {
      if (line.type === 's') this.#addMember(entry, text);
      else addNumber(entry, { text, rate: line.rate });
    }
  }

  #entry(line: StatsdLine): Entry | undefined {
    const series = seriesOf(line.name, line.labels);
    const longest = isTimer(line.type) ? seriesOf(`${line.name}_count`, line.labels) : series;
    if (series === undefined || longest === undefined) {
      this.#leftOut.add(
        'unfit',
        `statsd: name or tags are malformed, too many or too long: ${shown(line.name)}`,
      );
      return undefined;
    }
    const key = `${line.type} ${series}`;
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    if (this.#entries.size >= metricLimits.maxSeries) {
      this.#leftOut.add('series_limit', seriesLimitMessage(series));
      return undefined;
    }
    const { name, type, labels } = line;
    const entry = {
      name,
      line: { type, labels },
      seenMs: NaN,
      level: 0,
      members: new Set<string>(),
      ...nothing,
    };
    this.#entries.set(key, entry);
    return entry;
  }

  #addMember({ members }: Entry, text: string): void {
    if (members.has(text)) return;
    if (this.#members >= statsdLimits.maxMembers || text.length > statsdLimits.maxMemberLength) {
      const { maxMembers, maxMemberLength } = statsdLimits;
      this.#leftOut.add(
        'set_limit',
        `statsd: sets hold ${maxMembers} members of ${maxMemberLength} characters`,
      );
      return;
    }
    this.#members++;
    members.add(text);
  }
}

export function seriesLimitMessage(series: string): string {
  return `${shown(series)}: beyond the ${metricLimits.maxSeries} series of a host; use fewer labels`;
}

function isTimer(type: StatsdLine['type']): boolean {
  return type === 'ms' || type === 'h' || type === 'd';
}

const nothing = { count: 0, sum: 0, min: Infinity, max: -Infinity };

function reset(entry: Entry): void {
  Object.assign(entry, nothing);
  entry.members.clear();
}

function addNumber(entry: Entry, { text, rate }: { text: string; rate: number }): void {
  const value = Number(text);
  if (entry.line.type === 'g') {
    entry.level = /^[+-]/.test(text) ? entry.level + value : value;
    return;
  }
  entry.count += 1 / rate;
  entry.sum += value / rate;
  entry.min = Math.min(entry.min, value);
  entry.max = Math.max(entry.max, value);
}

function rowsOf({ name, line: { type, labels }, ...entry }: Entry): MetricRow[] {
  const named = (suffix: string) => seriesOf(`${name}${suffix}`, labels)!; // it fits: looked at when it first came
  const counter = (suffix: string, increment: number) => counterRow(named(suffix), 'statsd', increment);
  const gauge = (suffix: string, value: number) => gaugeRow(named(suffix), 'statsd', value);
  if (type === 'c') return [counter('', entry.sum)];
  if (type === 'g') return [gauge('', entry.level)];
  if (type === 's') return [gauge('', entry.members.size)];
  const totals = [counter('_count', entry.count), counter('_sum', entry.sum)];
  return entry.count === 0 ? totals : [...totals, gauge('_min', entry.min), gauge('_max', entry.max)];
}
