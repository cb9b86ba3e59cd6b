import { randomBytes } from 'node:crypto';
import { encodeColumns, packPayload, utcDay, type Sample } from '@hostwire/protocol';
import { SimulatedAgent, type BatchBody, type FleetRecord } from '../../bench/simulated-fleet/agent.ts';
import { enrol, type Credentials, type GatewayAddress } from '../../bench/simulated-fleet/login.ts';
import type { Stack } from '../../harness/stack.ts';
import { waitFor } from '../../harness/wait.ts';
import { DemoHost } from './demo-host.ts';

export interface DemoMember {
  readonly name: string;
  readonly role: string;
  readonly labels: Readonly<Record<string, string>>;
}

const member = (name: string, role: string, labels: Readonly<Record<string, string>>): DemoMember => ({
  name,
  role,
  labels: { role, ...labels },
});

/** A small company's hosts: enough roles and labels to group by, and one that goes silent. */
export const demoMembers: readonly DemoMember[] = [
  ...[1, 2, 3, 4].map((n) => member(`web-${n}`, 'web', { env: 'prod', dc: n < 3 ? 'fsn1' : 'nbg1' })),
  ...[1, 2].map((n) => member(`db-${n}`, 'db', { env: 'prod', dc: n === 1 ? 'fsn1' : 'nbg1' })),
  ...[1, 2].map((n) => member(`cache-${n}`, 'cache', { env: 'prod', dc: 'fsn1' })),
  ...[1, 2, 3].map((n) => member(`build-${n}`, 'build', { env: 'ci', dc: 'hel1' })),
  member('backup', 'backup', { env: 'prod', dc: 'hel1' }),
  member('web-staging', 'web', { env: 'staging', dc: 'nbg1' }),
  member('db-staging', 'db', { env: 'staging', dc: 'nbg1' }),
];

export interface DemoOptions {
  /** How far back the history of each host goes. */
  readonly historyMs: number;
  /** Distance of its samples. */
  readonly historyStepMs: number;
  /** Hosts that send no live samples after their history. */
  readonly silent: readonly string[];
}

const liveStepMs = 1_000;
const catchUpStepMs = 2_000;
/** The newest part of a history is as dense as a slow group is read, so that short ranges have whole lines. */
const denseMs = 5_400_000;
const denseStepMs = 10_000;
const samplesPerBatch = 400;

function bodyOf(samples: readonly Sample[]): BatchBody {
  const createdMs = samples.at(-1)!.tsMs;
  return {
    day: utcDay(createdMs),
    createdMs,
    samples: samples.length,
    ...packPayload(encodeColumns(samples)),
  };
}

interface RunningMember {
  readonly agent: SimulatedAgent;
  readonly host: DemoHost;
  readonly address: GatewayAddress;
  readonly credentials: Credentials;
}

/** Made-up hosts that speak the agents' protocol to a running stack: history first, then a sample a second. */
export class DemoFleet implements FleetRecord {
  readonly #agents = new Map<string, RunningMember>();
  readonly #clones: SimulatedAgent[] = [];
  readonly #options: DemoOptions;
  readonly #refused: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  /** Enrols every host and resolves when its whole history is committed. */
  async start(stack: Stack, members: readonly DemoMember[] = demoMembers): Promise<void> {
    const address: GatewayAddress = { host: '127.0.0.1', port: Number(new URL(stack.ready.gateway).port) };
    const beganMs = Date.now();
    const { historyMs, historyStepMs } = this.#options;
    for (const { name, role, labels } of members) {
      const flags = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
      const { token } = await stack.json<{ token: string }>(['token', 'create', ...flags]);
      const credentials = await enrol(address, token, name);
      const host = new DemoHost(name, role);
      const agent = new SimulatedAgent({
        address,
        credentials,
        record: this,
        inventory: host.inventory(),
        keepsEpoch: true,
      });
      const denseFromMs = beganMs - Math.min(historyMs, denseMs);
      this.#addHistory(
        { agent, host },
        { fromMs: beganMs - historyMs, toMs: denseFromMs, stepMs: historyStepMs },
      );
      this.#addHistory(
        { agent, host },
        { fromMs: denseFromMs + 1, toMs: beganMs, stepMs: Math.min(historyStepMs, denseStepMs) },
      );
      this.#agents.set(name, { agent, host, address, credentials });
      agent.start();
    }
    await this.#committed();
    // What went by meanwhile: the live samples go on where the history ends.
    for (const [name, member] of this.#agents)
      if (!this.#options.silent.includes(name))
        this.#addHistory(member, { fromMs: beganMs + 1, toMs: Date.now(), stepMs: catchUpStepMs });
    await this.#committed();
  }

  #committed(): Promise<unknown> {
    return waitFor('the history of every demo host is committed', 180_000, async () => {
      if (this.#refused.length > 0) throw new Error(this.#refused.join('\n'));
      return [...this.#agents.values()].every(({ agent }) => agent.unacknowledged === 0);
    });
  }

  /** From now on every host that is not silent sends a sample a second. */
  produce(): void {
    this.#timer = setInterval(() => {
      const tsMs = Math.floor(Date.now() / liveStepMs) * liveStepMs;
      for (const [name, { agent, host }] of this.#agents)
        if (!this.#options.silent.includes(name)) agent.add(bodyOf([host.sample(tsMs, liveStepMs)]));
    }, liveStepMs);
  }

  /** A second machine uses the identity of a host from now on, as a copied disk does. */
  clone(name: string): void {
    const { host, address, credentials } = this.#agents.get(name)!;
    const machineHash = randomBytes(32).toString('hex');
    const inventory = host.inventory();
    const clone = new SimulatedAgent({
      address,
      credentials: { ...credentials, machineHash },
      record: this,
      inventory,
      keepsEpoch: true,
    });
    this.#clones.push(clone);
    clone.start();
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const agent of [...this.#clones, ...[...this.#agents.values()].map(({ agent }) => agent)])
      agent.stop();
  }

  #addHistory(
    { agent, host }: Pick<RunningMember, 'agent' | 'host'>,
    { fromMs, toMs, stepMs }: { fromMs: number; toMs: number; stepMs: number },
  ): void {
    let samples: Sample[] = [];
    const flush = (): void => {
      if (samples.length > 0) agent.add(bodyOf(samples));
      samples = [];
    };
    for (let tsMs = Math.ceil(fromMs / stepMs) * stepMs; tsMs <= toMs; tsMs += stepMs) {
      // A batch is of one day.
      if (samples.length === samplesPerBatch || (samples[0] && utcDay(samples[0].tsMs) !== utcDay(tsMs)))
        flush();
      samples.push(host.sample(tsMs, stepMs));
    }
    flush();
  }

  acknowledged(): void {
    // Delays are the benchmark's concern.
  }

  welcomed(): void {
    // A demo keeps its own pace.
  }

  turned(): void {
    // Its history is sent in order, however old.
  }

  lost(reason: string): void {
    if (reason.startsWith('nack')) this.#refused.push(reason);
  }
}
