import { columnGroup, type GroupName, type Reading, type Sample } from '@hostwire/protocol';
import type { Series } from '../victoria-metrics.ts';
import type { HostShape } from './host-shape.ts';
import { SimulatedHost } from './host.ts';

/** How long a host is simulated. */
export interface RecordingTimes {
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
}

interface GrowingSeries {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly timestamps: number[];
  readonly values: number[];
}

/** Everything that one simulated host reported in a while: as samples, and as the series that a scraper makes of it. */
export class Recording {
  readonly samples: readonly Sample[];
  /** By group; in the order of its values. */
  readonly #series = new Map<GroupName, GrowingSeries[]>();

  constructor(host: string, shape: HostShape, { fromMs, toMs, intervalMs }: RecordingTimes) {
    const simulated = new SimulatedHost(shape);
    const samples: Sample[] = [];
    for (let tsMs = fromMs; tsMs < toMs; tsMs += intervalMs) {
      const sample = simulated.next({ tsMs: tsMs + jitter(), monoMs: tsMs - fromMs, intervalMs });
      samples.push(sample);
      for (const [group, reading] of Object.entries(sample.readings) as [GroupName, Reading][])
        this.#add(host, { group, reading, tsMs: sample.tsMs });
    }
    this.samples = samples;
  }

  /** Counters grow, as they do in the kernel. */
  get series(): readonly Series[] {
    return [...this.#series.values()].flat();
  }

  /** Numbers in all, and those of series that have more than one value. */
  get count(): { readonly values: number; readonly changing: number } {
    const changes = ({ values }: Series) => values.some((value) => value !== values[0]);
    const sum = (series: readonly Series[]) => series.reduce((total, { values }) => total + values.length, 0);
    return { values: sum(this.series), changing: sum(this.series.filter(changes)) };
  }

  #add(host: string, { group, reading, tsMs }: { group: GroupName; reading: Reading; tsMs: number }): void {
    let all = this.#series.get(group);
    if (all === undefined) this.#series.set(group, (all = emptySeries(host, { group, reading })));
    const { columns } = columnGroup(group);
    for (const [index, series] of all.entries()) {
      const value = reading.values[index]!;
      if (Number.isNaN(value)) continue;
      const isCounter = columns[index % columns.length]!.kind === 'increment';
      series.timestamps.push(tsMs);
      series.values.push(isCounter ? (series.values.at(-1) ?? 0) + value : value);
    }
  }
}

/** A simulated host has the same devices all the time. */
function emptySeries(host: string, of: { group: GroupName; reading: Reading }): GrowingSeries[] {
  return of.reading.devices.flatMap((device) =>
    columnGroup(of.group).columns.map(({ name }) => ({
      name: `${of.group}_${name}`,
      labels: { host, ...(device === '' ? {} : { device }) },
      timestamps: [],
      values: [],
    })),
  );
}

/** A timer is a little late. */
function jitter(): number {
  return Math.floor(3 * Math.random());
}
