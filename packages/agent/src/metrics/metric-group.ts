import type { Reading } from '@hostwire/protocol';
import { errorCode, HostwireError, toError } from '@hostwire/runtime';
import type { BackgroundGroup, Collected } from '../sources/sampling/background-group.ts';
import { blankRow, columnPosition, joinRows } from '../sources/sampling/columns.ts';
import { Increments } from '../sources/sampling/increments.ts';
import type { Issue } from '../sources/sampling/source.ts';
import { LeftOut, shown } from './left-out.ts';
import { folderLimits, MetricFolder, type MetricFile } from './metric-folder.ts';
import { counterRow, gaugeRow, type MetricRow } from './metric-row.ts';
import { SeriesTracker } from './series-tracker.ts';
import { seriesOf } from './series.ts';
import { seriesLimitMessage, StatsdAggregate } from './statsd-aggregate.ts';
import { StatsdSocket } from './statsd-socket.ts';

/**
 * Group `metric`: a look every ten seconds at what files tell and at what came over StatsD.
 *
 * Counters of files grow between two looks, those of StatsD are what came between two looks: a look before which there
 * was none gives increments of StatsD without an interval, and of files none.
 *
 * The folder may lie on something that does not answer. A look waits `folderAnswerMs` for it; after that the files are
 * left out, StatsD goes on, and the folder is not asked again until that look at it has ended.
 *
 * The socket is opened at the first look, and again at a later one when that failed or its file is gone.
 */
const groupLimits = { folderAnswerMs: 2_000 } as const;

const position = {
  increment: columnPosition('metric', 'increment'),
  intervalMs: columnPosition('metric', 'interval_ms'),
  value: columnPosition('metric', 'value'),
};

export interface MetricOptions {
  readonly folder: string;
  /** Path of the datagram socket; without it there is none. */
  readonly statsdSocket?: string | undefined;
  /** Wall clock, ms: how old a file is. */
  readonly nowMs: () => number;
  /** Another in tests. */
  readonly readFolder?: Pick<MetricFolder, 'look'>;
  readonly folderAnswerMs?: number;
}

export class MetricGroup implements BackgroundGroup {
  readonly name = 'metric';
  readonly #nowMs: () => number;
  readonly #folder: Pick<MetricFolder, 'look'>;
  readonly #folderAnswerMs: number;
  readonly #statsdPath: string | undefined;
  readonly #leftOut = new LeftOut();
  readonly #statsd = new StatsdAggregate(this.#leftOut);
  readonly #tracker = new SeriesTracker();
  readonly #increments = new Increments(1);
  #socket: StatsdSocket | undefined;
  #folderLook: Promise<MetricFile[]> | undefined;
  #previousMs = NaN;
  #isClosed = false;

  constructor({ folder, statsdSocket, nowMs, readFolder, folderAnswerMs }: MetricOptions) {
    this.#nowMs = nowMs;
    this.#folder = readFolder ?? new MetricFolder(folder, this.#leftOut);
    this.#folderAnswerMs = folderAnswerMs ?? groupLimits.folderAnswerMs;
    this.#statsdPath = statsdSocket;
  }

  get resets(): number {
    return this.#increments.resets;
  }

  async collect(monoMs: number): Promise<Collected> {
    this.#isClosed = false;
    const issues: Issue[] = [];
    await this.#isolated(issues, () => this.#keepSocket());
    const files = (await this.#isolated(issues, () => this.#files())) ?? [];
    issues.push(...files.flatMap((file) => this.#staleness(file)));
    const parsed = [...this.#rowsOfFiles(files), ...this.#statsd.look(monoMs)];
    const rows = [...files.map(modificationRow), ...this.#admitted(parsed, monoMs)];
    const leftOut = this.#leftOut.take();
    rows.push(...leftOut.rows);
    issues.push(...leftOut.issues);
    const intervalMs = monoMs - this.#previousMs;
    this.#previousMs = monoMs;
    return { readings: rows.length === 0 ? {} : { metric: readingOf(rows, intervalMs) }, issues };
  }

  forget(): void {
    this.#increments.forget();
    this.#statsd.forget();
    this.#tracker.forget();
    this.#previousMs = NaN;
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** Without a socket files go on, without a folder StatsD does. */
  async #isolated<T>(issues: Issue[], part: () => Promise<T>): Promise<T | undefined> {
    try {
      return await part();
    } catch (error) {
      issues.push({ group: this.name, code: errorCode(error), message: toError(error).message });
      return undefined;
    }
  }

  async #keepSocket(): Promise<void> {
    if (this.#statsdPath === undefined || this.#socket?.isThere === true) return;
    this.#socket?.close();
    this.#socket = undefined;
    const socket = await StatsdSocket.open(this.#statsdPath, (datagram) => this.#statsd.take(datagram));
    if (this.#isClosed) socket.close();
    else this.#socket = socket;
  }

  async #files(): Promise<MetricFile[] | undefined> {
    this.#folderLook ??= this.#folder.look().finally(() => (this.#folderLook = undefined));
    return withinTime(this.#folderLook, this.#folderAnswerMs);
  }

  /** The value of a counter is its total: rows have what it grew. */
  #rowsOfFiles(files: readonly MetricFile[]): MetricRow[] {
    const parsed = files.flatMap(({ name, exposed }) => exposed.map((one) => ({ ...one, source: name })));
    const rows: MetricRow[] = [];
    const totals = new Map<string, { total: number; source: string }>();
    for (const { name, labels, kind, value, source } of parsed) {
      const series = seriesOf(name, labels);
      if (series === undefined) {
        const what = `its name or labels are malformed, too many or too long: ${shown(name)}`;
        this.#leftOut.add('unfit', `${shown(source)}: ${what}`);
      } else if (kind === 'gauge') rows.push(gaugeRow(series, source, value));
      else if (!Number.isFinite(value)) this.#leftOut.add('not_finite', `${shown(series)} is ${value}`);
      else if (totals.has(series)) this.#leftOut.add('duplicate', duplicateMessage(series));
      else totals.set(series, { total: value, source });
    }
    return [...rows, ...this.#growth(totals)];
  }

  #growth(totals: ReadonlyMap<string, { total: number; source: string }>): MetricRow[] {
    const series = [...totals.keys()];
    const counters = Float64Array.from(totals.values(), ({ total }) => total);
    const resetsBefore = this.#increments.resets;
    const { values, measured } = this.#increments.since(series, counters);
    for (let reset = resetsBefore; reset < this.#increments.resets; reset++)
      this.#leftOut.add('reset', 'a counter of a file went backwards: how much it grew is not known');
    return series.map((one, i) =>
      counterRow(one, totals.get(one)!.source, measured[i] === 1 ? values[i]! : NaN),
    );
  }

  #admitted(rows: readonly MetricRow[], monoMs: number): MetricRow[] {
    const seen = new Set<string>();
    return rows.filter(({ series, kind, value, increment }) => {
      const number = kind === 'gauge' ? value : increment;
      const isFinite = Number.isFinite(number) || (kind === 'counter' && Number.isNaN(number));
      if (!isFinite) this.#leftOut.add('not_finite', `${shown(series)} is ${number}`);
      else if (series.startsWith('hostwire_')) this.#leftOut.add('unfit', reservedMessage(series));
      else if (seen.has(series)) this.#leftOut.add('duplicate', duplicateMessage(series));
      else if (!this.#tracker.admit(series, monoMs))
        this.#leftOut.add('series_limit', seriesLimitMessage(series));
      else return seen.add(series);
      return false;
    });
  }

  #staleness({ name, modifiedMs }: MetricFile): Issue[] {
    const hours = Math.floor((this.#nowMs() - modifiedMs) / 3_600_000);
    if (this.#nowMs() - modifiedMs < folderLimits.staleMs) return [];
    const message = `${shown(name)} was last written ${hours} hours ago: its job does not run, or remove the file`;
    return [{ group: this.name, code: 'METRIC_FILE_STALE', message }];
  }
}

function withinTime<T>(look: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const message = `the metrics folder did not answer within ${ms} ms; its files are left out until it does`;
    const timer = setTimeout(() => reject(new HostwireError('METRIC_FOLDER_HUNG', message)), ms);
    timer.unref();
    look.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function duplicateMessage(series: string): string {
  return `${shown(series)} is exposed more than once: the first counts`;
}

function reservedMessage(series: string): string {
  return `${shown(series)}: names that begin with hostwire_ are the agent's own`;
}

function modificationRow({ name, modifiedMs }: MetricFile): MetricRow {
  const series = seriesOf('hostwire_metric_file_mtime_seconds', [['file', name]])!; // MetricFolder takes fitting names
  return gaugeRow(series, 'hostwire', modifiedMs / 1000);
}

function readingOf(rows: readonly MetricRow[], intervalMs: number): Reading {
  return {
    devices: rows.map(({ series }) => series),
    labels: { kind: rows.map(({ kind }) => kind), source: rows.map(({ source }) => source) },
    values: joinRows(
      rows.map(({ increment, value }) => {
        const row = blankRow('metric');
        row[position.increment] = increment;
        row[position.intervalMs] = intervalMs;
        row[position.value] = value;
        return row;
      }),
    ),
  };
}
