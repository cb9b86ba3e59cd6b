/**
 * SIGKILL of agents at random instants while they sample every second: what is lost, and does it say so?
 *
 * How "at most one sample lost" is judged. An agent reads at the instants of its grid: one phase in the second, which
 * its samples show. Whoever kills it notes the time. Every instant between the last sample of that run in ClickHouse and
 * the kill was due, so their number is an upper bound of what was sampled and lost: an instant whose timer was late, or
 * whose sample was in hand, counts as lost. It may be 1. What the agent knows itself is not asked.
 * Between the kill and the first sample of the next run, instants are missed because nobody was there; the gap row has
 * to reach from the one sample to the other. Some agents are killed again while they recover what the kill before left.
 */
import type { AuditResponse } from '@hostwire/api';
import { waitFor } from '../harness/wait.ts';
import { allLeftOut } from './abilities.ts';
import type { ChaosAgent } from './chaos-agent.ts';
import { pause } from './pause.ts';
import { Random } from './random.ts';
import { World } from './world.ts';

export interface AgentKillsOptions {
  readonly folder: string;
  readonly root: string;
  readonly agents: number;
  /** Of agents that sample; those of agents that are starting come on top. */
  readonly kills: number;
  readonly seed: number;
}

interface Kill {
  readonly host: string;
  /** Just before the signal was sent. */
  readonly ms: number;
}

export interface AgentKillsReport {
  readonly seed: number;
  readonly kills: number;
  /** Of agents that had not sampled yet. */
  readonly killsWhileStarting: number;
  /** Kills by the upper bound of samples that each cost. */
  readonly bySamplesLost: Readonly<Record<number, number>>;
  readonly samples: number;
  /** Holes of `coverage`, by reason. */
  readonly holes: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly violations: readonly string[];
}

const intervalMs = 1_000;
const sampleLimitMs = 30_000;
const deliveryLimitMs = 90_000;
const longestRunMs = 5_000;
const startingShare = 0.25;
const longestStartMs = 900;
const mostLost = 1;
/** A sample may be this much before the phase that most of them have. */
const earlyMs = 3;

export async function killAgents(options: AgentKillsOptions): Promise<AgentKillsReport> {
  const { folder, root, agents, kills, seed } = options;
  const world = new World({ folder, root, agents, inabilities: allLeftOut('not needed') });
  const random = new Random(seed);
  const beganMs = performance.now();
  try {
    await world.start();
    const shares = world.agents.map((_, i) => Math.floor((kills + i) / agents));
    const done = await Promise.all(
      world.agents.map((agent, i) =>
        new Killer(agent, new Random(random.between(0, 2 ** 31))).kill(shares[i]!),
      ),
    );
    await delivered(world);
    const all = done.flatMap((one) => one.kills);
    const verdicts: Awaited<ReturnType<typeof judgeKill>>[] = [];
    for (const kill of all) verdicts.push(await judgeKill(world, kill));
    const bySamplesLost: Record<number, number> = {};
    for (const { lost } of verdicts) bySamplesLost[lost] = (bySamplesLost[lost] ?? 0) + 1;
    const { holes, violations } = await judgeCoverage(world);
    const [count] = await world.database.query<{ samples: number }>(
      `SELECT count() AS samples FROM samples WHERE kind = 'sample'`,
    );
    return {
      seed,
      kills: all.length,
      killsWhileStarting: done.reduce((sum, { starting }) => sum + starting, 0),
      bySamplesLost,
      samples: count!.samples,
      holes,
      seconds: (performance.now() - beganMs) / 1_000,
      violations: [...verdicts.flatMap((verdict) => verdict.violations), ...violations],
    };
  } finally {
    await world.stop();
  }
}

/** Kills one agent again and again. */
class Killer {
  readonly #agent: ChaosAgent;
  readonly #random: Random;
  readonly #kills: Kill[] = [];
  #starting = 0;

  constructor(agent: ChaosAgent, random: Random) {
    this.#agent = agent;
    this.#random = random;
  }

  async kill(count: number): Promise<{ kills: Kill[]; starting: number }> {
    while (this.#kills.length < count) {
      await this.#sampling();
      await pause(this.#random.between(0, longestRunMs));
      const ms = Date.now();
      await this.#agent.program.kill();
      this.#kills.push({ host: this.#agent.name, ms });
      await pause(this.#random.pick([0, 0, 1_000, 3_000]));
      this.#start();
      if (this.#random.next() < startingShare) await this.#killWhileStarting();
    }
    await this.#sampling();
    return { kills: this.#kills, starting: this.#starting };
  }

  async #killWhileStarting(): Promise<void> {
    await pause(this.#random.between(0, longestStartMs));
    if (this.#lastSampleMs !== undefined) return; // too late: this would be a kill of the other kind
    await this.#agent.program.kill();
    this.#starting++;
    this.#start();
  }

  #start(): void {
    this.#agent.forgetState();
    this.#agent.start();
  }

  async #sampling(): Promise<void> {
    await waitFor(`${this.#agent.name} samples`, sampleLimitMs, () => this.#lastSampleMs);
  }

  /** Of this run. */
  get #lastSampleMs(): number | undefined {
    return this.#agent.state()?.last_sample_ms ?? undefined;
  }
}

/** Every agent has something newer than now in ClickHouse. */
async function delivered({ agents, database }: World): Promise<void> {
  const sinceMs = Date.now();
  await waitFor('everything is delivered', deliveryLimitMs, async () => {
    const newest = await database.query<{ host: string; ms: number }>(
      `SELECT host, toInt64(toUnixTimestamp64Milli(max(ts))) AS ms FROM samples WHERE kind = 'sample' GROUP BY host`,
    );
    return agents.every(({ name }) => (newest.find(({ host }) => host === name)?.ms ?? 0) > sinceMs);
  });
}

interface Around {
  readonly lastMs: number;
  readonly nextMs: number;
  /** Of the grid, in the second. */
  readonly phaseMs: number;
  readonly gaps: number;
}

async function judgeKill(
  { database }: World,
  { host, ms }: Kill,
): Promise<{ lost: number; violations: string[] }> {
  const [around] = await database.query<Around>(`
    WITH (SELECT max(ts) FROM samples WHERE host = '${host}' AND kind = 'sample' AND ts <= fromUnixTimestamp64Milli(toInt64(${ms}))) AS last,
      (SELECT min(ts) FROM samples WHERE host = '${host}' AND kind = 'sample' AND ts > fromUnixTimestamp64Milli(toInt64(${ms}))) AS next
    SELECT toInt64(toUnixTimestamp64Milli(last)) AS lastMs, toInt64(toUnixTimestamp64Milli(next)) AS nextMs,
      (SELECT quantileExact(0.1)(toInt64(toUnixTimestamp64Milli(ts)) % ${intervalMs}) FROM samples WHERE host = '${host}' AND kind = 'sample') AS phaseMs,
      (SELECT count() FROM samples WHERE host = '${host}' AND kind = 'gap' AND gap_reason = 'agent_killed'
        AND gap_from <= last AND gap_to >= next) AS gaps`);
  const { lastMs, nextMs, phaseMs, gaps } = around!;
  const lost = Math.max(0, instantsUpTo(ms, phaseMs) - instantsUpTo(lastMs, phaseMs));
  const where = `${host} killed at ${new Date(ms).toISOString()}`;
  const violations: string[] = [];
  if (lost > mostLost)
    violations.push(`${where}: up to ${lost} samples lost, the last is of ${new Date(lastMs).toISOString()}`);
  if (gaps !== 1)
    violations.push(
      `${where}: ${gaps} gaps "agent_killed" from ${new Date(lastMs).toISOString()} to ${new Date(nextMs).toISOString()}`,
    );
  return { lost, violations };
}

/** Instants of the grid since 1970. */
function instantsUpTo(ms: number, phaseMs: number): number {
  return Math.floor((ms - phaseMs + earlyMs) / intervalMs);
}

async function judgeCoverage(world: World): Promise<{ holes: Record<string, number>; violations: string[] }> {
  const found = await world.database.query<{ reason: string; holes: number }>(
    `SELECT reason, count() AS holes FROM coverage WHERE state = 'missing' GROUP BY reason`,
  );
  const violations = found
    .filter(({ reason }) => reason !== 'agent_killed' && reason !== 'silent') // silent: not yet back
    .map(({ reason, holes }) => `${holes} holes of coverage with the reason "${reason}"`);
  const { code, stdout, stderr } = await world.hostwire(['audit', '--json']);
  if (code !== 0) {
    const findings =
      stdout === '' ? [stderr] : (JSON.parse(stdout) as AuditResponse).findings.map(({ detail }) => detail);
    violations.push(...findings.map((finding) => `audit: ${finding}`));
  }
  return { holes: Object.fromEntries(found.map(({ reason, holes }) => [reason, holes])), violations };
}
