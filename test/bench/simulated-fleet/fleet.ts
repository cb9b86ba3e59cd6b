import { encodeColumns, packPayload, utcDay, type Settings } from '@hostwire/protocol';
import { SimulatedAgent, type BatchBody, type FleetRecord } from './agent.ts';
import { SimulatedHost } from './host.ts';
import { enrol, type GatewayAddress } from './login.ts';

export interface FleetOptions {
  readonly address: GatewayAddress;
  readonly token: string;
  readonly agents: number;
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
  readonly #hosts: SimulatedHost[];
  readonly #lost = new Map<string, number>();
  #delaysMs: number[] = [];
  #settings: Settings | undefined;
  #batches = 0;
  #samples = 0;
  #values = 0;
  #wireBytes = 0;
  /** Group batches made so far, and when the first was due. */
  #turns = 0;
  #beganMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#hosts = Array.from({ length: Math.min(maxGroups, options.agents) }, () => new SimulatedHost());
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
    this.#turn();
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
    this.#agents[this.#agents.indexOf(before)] = before.turn();
  }

  welcomed(settings: Settings): void {
    this.#settings ??= settings;
  }

  lost(reason: string): void {
    this.#lost.set(reason, (this.#lost.get(reason) ?? 0) + 1);
  }

  /** Makes the batches of all groups that are due: the groups are spread evenly over the flush interval. */
  #turn(): void {
    const { flushMs } = this.#agreed();
    const everyMs = flushMs / this.#hosts.length;
    for (;;) {
      const dueMs = this.#beganMs + this.#turns * everyMs;
      const waitMs = dueMs - Date.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#turn(), waitMs);
        return;
      }
      this.#flush(this.#turns++ % this.#hosts.length, Math.round(dueMs));
    }
  }

  #flush(group: number, nowMs: number): void {
    const { body, values } = this.#makeBatch(this.#hosts[group]!, nowMs);
    for (let i = group; i < this.#agents.length; i += this.#hosts.length) {
      this.#agents[i]!.add(body);
      this.#batches++;
      this.#samples += body.samples;
      this.#values += values;
      this.#wireBytes += body.payload.length;
    }
  }

  #makeBatch(host: SimulatedHost, nowMs: number): { body: BatchBody; values: number } {
    const { flushMs, intervalMs } = this.#agreed();
    const count = Math.max(1, Math.round(flushMs / intervalMs));
    const samples = Array.from({ length: count }, (_, i) => {
      const tsMs = nowMs - (count - 1 - i) * intervalMs;
      return host.next({ tsMs, monoMs: tsMs - this.#beganMs + flushMs, intervalMs });
    });
    const payload = packPayload(encodeColumns(samples));
    const body = { day: utcDay(nowMs), createdMs: nowMs, samples: count, ...payload };
    return { body, values: samples.reduce((sum, { readings }) => sum + countValues(readings), 0) };
  }

  #agreed(): Settings {
    if (this.#settings === undefined) throw new Error('no agent was welcomed yet');
    return this.#settings;
  }
}

function sumOf(agents: readonly SimulatedAgent[]): number {
  return agents.reduce((sum, { unacknowledged }) => sum + unacknowledged, 0);
}

function countValues(readings: ReturnType<SimulatedHost['next']>['readings']): number {
  return Object.values(readings).reduce((sum, { values }) => sum + values.length, 0);
}
