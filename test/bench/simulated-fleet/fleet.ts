import { encodeColumns, packPayload, utcDay, type Sample, type Settings } from '@hostwire/protocol';
import { SimulatedAgent, type BatchBody, type FleetRecord } from './agent.ts';
import { ordinaryHost } from './host-shape.ts';
import { SimulatedHost } from './host.ts';
import { enrol, type GatewayAddress } from './login.ts';

export interface FleetOptions {
  readonly address: GatewayAddress;
  readonly token: string;
  readonly agents: number;
  /** What the programs of each host report: so many numbers in every sample. Default: none. */
  readonly series?: number;
}

/** What a fleet has sent so far; delays of the batches acknowledged since `beginMeasure`. */
export interface FleetFigures {
  readonly connected: number;
  readonly batches: number;
  readonly samples: number;
  readonly values: number;
  readonly wireBytes: number;
  readonly unacknowledged: number;
  /** Batches of the histories in that, and how many turns there were. */
  readonly backlog: number;
  readonly turns: number;
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly ackMaxMs: number;
  /** Lost connections and refused batches by reason. */
  readonly lost: Readonly<Record<string, number>>;
  /** CPU time of the process that simulates. */
  readonly cpuSeconds: number;
}

/** A host, and what was sampled of it since the last batch. */
interface Group {
  readonly host: SimulatedHost;
  readonly drafts: Sample[];
}

interface MadeBody extends BatchBody {
  readonly values: number;
}

/** Hosts are made up once per group: its agents send the same payload, each in its own sequence. */
const maxGroups = 64;
const enrolmentsAtOnce = 8;
/** Below the collector's default rate of logins. */
const loginsPerSecond = 80;

export class Fleet implements FleetRecord {
  readonly #options: FleetOptions;
  readonly #agents: SimulatedAgent[] = [];
  /** Closed epochs that are carried behind the live ones. */
  #histories: SimulatedAgent[] = [];
  #turnedAgents = 0;
  readonly #groups: readonly Group[];
  readonly #lost = new Map<string, number>();
  #delaysMs: number[] = [];
  #settings: Settings | undefined;
  /** How many of its group's drafts an agent has in batches already; none when it is not here. */
  readonly #flushed = new Map<number, number>();
  /** Agents that have begun an epoch and have no sample in it. */
  readonly #fresh = new Set<number>();
  #batches = 0;
  #samples = 0;
  #values = 0;
  #wireBytes = 0;
  /** Samples made so far, one for each group, and when the first was due. */
  #instants = 0;
  #beganMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#groups = Array.from({ length: Math.min(maxGroups, options.agents) }, () => ({
      host: new SimulatedHost(ordinaryHost(options.series)),
      drafts: [],
    }));
  }

  /** Enrols every agent and logs it in; resolves when all logins are under way. */
  async start(): Promise<void> {
    const { address, token, agents } = this.#options;
    let next = 0;
    const enrolSome = async () => {
      while (next < agents) {
        const credentials = await enrol(address, token, `sim-${String(next++).padStart(5, '0')}`);
        this.#agents.push(new SimulatedAgent({ address, credentials, record: this }));
      }
    };
    await Promise.all(Array.from({ length: enrolmentsAtOnce }, enrolSome));
    for (const agent of this.#agents) {
      agent.start();
      await new Promise((resolve) => void setTimeout(resolve, 1_000 / loginsPerSecond));
    }
  }

  /** From now on every agent makes its samples. Needs one Welcome. */
  produce(): void {
    this.#beganMs = Date.now();
    this.#sample();
  }

  /** No further samples; what is there still goes out. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  beginMeasure(): void {
    this.#delaysMs = [];
  }

  figures(): FleetFigures {
    const sorted = Float64Array.from(this.#delaysMs).sort();
    const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
    const { user, system } = process.cpuUsage();
    return {
      connected: this.#agents.filter(({ isOpen }) => isOpen).length,
      batches: this.#batches,
      samples: this.#samples,
      values: this.#values,
      wireBytes: this.#wireBytes,
      unacknowledged: sumOf(this.#agents) + sumOf(this.#histories),
      backlog: sumOf(this.#histories),
      turns: this.#turnedAgents,
      ackP50Ms: quantile(0.5),
      ackP99Ms: quantile(0.99),
      ackMaxMs: quantile(1),
      lost: Object.fromEntries(this.#lost),
      cpuSeconds: (user + system) / 1e6,
    };
  }

  acknowledged(delayMs: number): void {
    this.#delaysMs.push(delayMs);
  }

  turned(before: SimulatedAgent): void {
    this.#turnedAgents++;
    this.#histories = [...this.#histories.filter(({ unacknowledged }) => unacknowledged > 0), before];
    const index = this.#agents.indexOf(before);
    this.#agents[index] = before.turn();
    const { drafts } = this.#groups[index % this.#groups.length]!;
    this.#add(before, bodyOf(drafts.slice(this.#flushed.get(index) ?? 0)));
    this.#flushed.set(index, drafts.length);
    this.#fresh.add(index);
  }

  welcomed(settings: Settings): void {
    this.#settings ??= settings;
  }

  lost(reason: string): void {
    this.#lost.set(reason, (this.#lost.get(reason) ?? 0) + 1);
  }

  /** Makes the samples of all groups that are due: the groups are spread evenly over the sampling interval. */
  #sample(): void {
    const everyMs = this.#agreed().intervalMs / this.#groups.length;
    for (let count = 0; ; count++) {
      const dueMs = this.#beganMs + this.#instants * everyMs;
      const waitMs = dueMs - Date.now();
      // A machine that is too slow for so many falls behind, and still answers.
      if (waitMs > 0 || count === this.#groups.length) {
        this.#timer = setTimeout(() => this.#sample(), Math.max(0, waitMs));
        return;
      }
      this.#sampleGroup(this.#instants++ % this.#groups.length, Math.round(dueMs));
    }
  }

  #sampleGroup(group: number, tsMs: number): void {
    const { flushMs, intervalMs } = this.#agreed();
    const { host, drafts } = this.#groups[group]!;
    drafts.push(host.next({ tsMs, monoMs: tsMs - this.#beganMs + flushMs, intervalMs }));
    for (let index = group; index < this.#agents.length; index += this.#groups.length)
      if (this.#fresh.has(index) || this.#agents[index]!.flushMs <= intervalMs) this.#flushOne(index);
    if (drafts.length >= flushMs / intervalMs) this.#flush(group);
  }

  /** A batch of what was sampled since the last one, of every agent of the group. */
  #flush(group: number): void {
    const { drafts } = this.#groups[group]!;
    const bodies = new Map<number, MadeBody | undefined>();
    for (let index = group; index < this.#agents.length; index += this.#groups.length) {
      const from = this.#flushed.get(index) ?? 0;
      if (!bodies.has(from)) bodies.set(from, bodyOf(drafts.slice(from)));
      this.#add(this.#agents[index]!, bodies.get(from));
      this.#flushed.delete(index);
    }
    drafts.length = 0;
  }

  /** The first sample of an epoch does not wait for others, nor do those of a host that a page shows. */
  #flushOne(index: number): void {
    const { drafts } = this.#groups[index % this.#groups.length]!;
    this.#add(this.#agents[index]!, bodyOf(drafts.slice(this.#flushed.get(index) ?? 0)));
    this.#flushed.set(index, drafts.length);
    this.#fresh.delete(index);
  }

  #add(agent: SimulatedAgent, body: MadeBody | undefined): void {
    if (body === undefined) return;
    agent.add(body);
    this.#batches++;
    this.#samples += body.samples;
    this.#values += body.values;
    this.#wireBytes += body.payload.length;
  }

  #agreed(): Settings {
    if (this.#settings === undefined) throw new Error('no agent was welcomed yet');
    return this.#settings;
  }
}

function sumOf(agents: readonly SimulatedAgent[]): number {
  return agents.reduce((sum, { unacknowledged }) => sum + unacknowledged, 0);
}

/** undefined: there is none of no samples. */
function bodyOf(samples: readonly Sample[]): MadeBody | undefined {
  const last = samples.at(-1);
  if (last === undefined) return undefined;
  const createdMs = last.tsMs;
  const values = samples.reduce((sum, { readings }) => sum + countValues(readings), 0);
  return {
    day: utcDay(createdMs),
    createdMs,
    samples: samples.length,
    values,
    ...packPayload(encodeColumns(samples)),
  };
}

function countValues(readings: ReturnType<SimulatedHost['next']>['readings']): number {
  return Object.values(readings).reduce((sum, { values }) => sum + values.length, 0);
}
