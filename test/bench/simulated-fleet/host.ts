import { columnGroup, columnGroups, type GroupName, type Reading, type Sample } from '@hostwire/protocol';
import { courses, type Course } from './course.ts';
import { ordinaryHost, type HostShape } from './host-shape.ts';

/** Slow groups are read so often; their courses are of so much time, those of the others of a second. */
const slowReadMs = 10_000;
const slowGroups: ReadonlySet<GroupName> = new Set([
  ...(['filesystem', 'link', 'process_state', 'process', 'cgroup'] as const),
]);
const tickMs = 10;
/** How far a gauge goes at most from one sample to the next, as a share of its mean. */
const gaugeStep = 0.004;
/** How fast the activity of a host that swings comes and goes. */
const swingMs = 2_400_000;

/** A host whose values move like those of a real one. */
export class SimulatedHost {
  readonly #shape: HostShape;
  readonly #groups: readonly GroupName[];
  readonly #before = new Map<GroupName, Float64Array>();
  readonly #phase = 2 * Math.PI * Math.random();
  #samples = 0;
  #activity = 1;

  /** Default: an ordinary one. */
  constructor(shape: HostShape = ordinaryHost()) {
    this.#shape = shape;
    const filled = columnGroups.filter(({ name }) => (shape.devices[name] ?? []).length > 0);
    this.#groups = filled.map(({ name }) => name).filter((name) => name !== 'cpu' && name !== 'cpu_core');
  }

  next(times: Pick<Sample, 'tsMs' | 'monoMs' | 'intervalMs'>): Sample {
    const { activity, swing, series } = this.#shape;
    const seconds = times.intervalMs / 1_000;
    this.#activity = activity * (1 + swing * Math.sin((2 * Math.PI * times.tsMs) / swingMs + this.#phase));
    const cores = this.#reading('cpu_core', seconds);
    const cpu = this.#reading('cpu', seconds);
    fillCpuTimes({ cores, cpu }, { intervalMs: times.intervalMs, activity: this.#activity });
    const readings: Partial<Record<GroupName, Reading>> = { cpu, cpu_core: cores };
    const isSlowRead = this.#samples++ % Math.max(1, Math.round(slowReadMs / times.intervalMs)) === 0;
    for (const name of this.#groups) {
      if (!slowGroups.has(name)) readings[name] = this.#reading(name, seconds);
      else if (isSlowRead) readings[name] = this.#reading(name, 1);
    }
    if (series > 0) readings.metric = this.#metrics(series);
    return { ...times, readings };
  }

  /** What no codec makes small. */
  #metrics(series: number): Reading {
    const { columns } = columnGroup('metric');
    const values = new Float64Array(series * columns.length);
    for (let row = 0; row < series; row++)
      for (const [position, { kind }] of columns.entries())
        values[row * columns.length + position] = kind === 'real' ? 1_000 * Math.random() : 1_000;
    const { metric } = this.#shape.labels;
    const devices = Array.from({ length: series }, (_, i) => `app.requests.${i}`);
    return { devices, ...(metric && { labels: metric }), values };
  }

  /** `spans`: how many times the time of the courses has passed since the last one. */
  #reading(name: GroupName, spans: number): Reading {
    const { columns } = columnGroup(name);
    const rows = this.#shape.devices[name] ?? [''];
    const values = new Float64Array(rows.length * columns.length);
    const before = this.#before.get(name);
    for (let index = 0; index < values.length; index++) {
      const { kind, name: column } = columns[index % columns.length]!;
      const course = courses[name]?.[column];
      if (course === undefined) continue;
      values[index] =
        kind === 'gauge'
          ? gauge(course, before?.[index])
          : increment(course, { spans, activity: this.#activity });
    }
    this.#before.set(name, values);
    const texts = this.#shape.labels[name];
    return texts === undefined ? { devices: rows, values } : { devices: rows, labels: texts, values };
  }
}

function gauge({ mean, unit = 1, still = 0 }: Course, before: number | undefined): number {
  if (before === undefined) return steps(still === 1 ? mean : mean * (0.8 + 0.4 * Math.random()), unit);
  if (Math.random() < still) return before;
  return Math.max(0, before + steps(mean * gaugeStep * (Math.random() - 0.5), unit));
}

/** Mostly well below the mean, now and then far above it. An interval that is not measured (still = 1) is what it is. */
function increment(
  { mean, unit = 1, still = 0 }: Course,
  { spans, activity }: { spans: number; activity: number },
): number {
  if (still === 1) return mean;
  const calm = still ** (spans * Math.max(1, activity));
  if (Math.random() < calm) return 0;
  return steps((-Math.log(1 - Math.random()) * mean * spans * activity) / (1 - calm), unit);
}

function steps(value: number, unit: number): number {
  return Math.round(value / unit) * unit;
}

/** Each core's states add up to the interval, and those of all cores to those of the host. */
function fillCpuTimes(
  { cores, cpu }: { cores: Reading; cpu: Reading },
  { intervalMs, activity }: { intervalMs: number; activity: number },
): void {
  const perCore = columnGroup('cpu_core').columns.map(({ name }) => name);
  const ofHost = columnGroup('cpu').columns.map(({ name }) => name);
  const busy = { user_ms: 90, system_ms: 40, softirq_ms: 4, iowait_ms: 3 };
  const times = { spans: intervalMs / 1_000, activity: Math.min(activity, 3) };
  for (let core = 0; core < cores.devices.length; core++) {
    const spent = new Map(
      Object.entries(busy).map(([name, mean]) => [name, increment({ mean, unit: tickMs }, times)]),
    );
    const used = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
    if (used > intervalMs) spent.clear();
    spent.set('idle_ms', Math.max(0, intervalMs - (used > intervalMs ? 0 : used)));
    for (const [name, ms] of spent) {
      cores.values[core * perCore.length + perCore.indexOf(name)] = ms;
      cpu.values[ofHost.indexOf(name)]! += ms;
    }
  }
}
