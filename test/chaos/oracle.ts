/**
 * Knows what every agent made and what it was told: reads the sealed frames out of the spools, and the
 * acknowledgements out of the status files, while the processes run and die.
 *
 * Acknowledged segments stay 15 minutes (64 MiB), 8 s on the forgetful agent, and `observe` is called every second of the
 * whole run: nothing is missed.
 */
import type { ChaosAgent } from './chaos-agent.ts';
import { readSpool, type ReadSoFar, type SpooledFrame } from './spool-records.ts';

export interface KnownEpoch {
  readonly agentId: string;
  readonly agent: ChaosAgent;
  readonly epoch: string;
  /** Of its folder in the spool; undefined: it was never seen there. */
  ordinal: number | undefined;
  /** By last number. */
  readonly frames: Map<number, SpooledFrame>;
  /** The highest number that the agent was told to be committed. */
  ackedSeq: number;
  /** Numbers that were seen with two contents. */
  readonly changed: Set<number>;
}

export class Oracle {
  readonly #agents: readonly ChaosAgent[];
  readonly #epochs = new Map<string, KnownEpoch>();
  readonly #agentIds = new Map<ChaosAgent, string>();
  #soFar: ReadSoFar = new Map();

  constructor(agents: readonly ChaosAgent[]) {
    this.#agents = agents;
  }

  get epochs(): readonly KnownEpoch[] {
    return [...this.#epochs.values()];
  }

  /** Epochs of one agent: the first, and one for each turn (see verdict.ts, I4). */
  epochsOf(agent: ChaosAgent): KnownEpoch[] {
    return this.epochs.filter((known) => known.agent === agent);
  }

  get frameCount(): number {
    return this.epochs.reduce((sum, { frames }) => sum + frames.size, 0);
  }

  agentId(agent: ChaosAgent): string | undefined {
    return this.#agentIds.get(agent);
  }

  /** `afresh`: reads everything again, for what was rewritten in place. */
  observe({ afresh = false } = {}): void {
    if (afresh) this.#soFar = new Map();
    for (const agent of this.#agents) this.#observe(agent);
  }

  #observe(agent: ChaosAgent): void {
    const state = agent.state();
    if (state !== undefined) this.#agentIds.set(agent, state.agent_id);
    const agentId = this.#agentIds.get(agent);
    if (agentId === undefined) return;
    for (const frame of readSpool(agent.spoolDir, this.#soFar)) {
      const known = this.#epoch(agent, agentId, frame.epoch);
      const before = known.frames.get(frame.lastSeq);
      if (before !== undefined && before.hash !== frame.hash) known.changed.add(frame.lastSeq);
      known.ordinal = frame.ordinal;
      known.frames.set(frame.lastSeq, frame);
    }
    if (state?.last_ack && state.last_ack.seq > 0) {
      const known = this.#epoch(agent, agentId, state.last_ack.epoch);
      known.ackedSeq = Math.max(known.ackedSeq, state.last_ack.seq);
    }
  }

  #epoch(agent: ChaosAgent, agentId: string, epoch: string): KnownEpoch {
    const key = `${agentId}/${epoch}`;
    const known = this.#epochs.get(key) ?? {
      agentId,
      agent,
      epoch,
      ordinal: undefined,
      frames: new Map<number, SpooledFrame>(),
      ackedSeq: 0,
      changed: new Set<number>(),
    };
    this.#epochs.set(key, known);
    return known;
  }
}
