import type { AlertCondition, FleetPort, IngestHealth, MissingReason, WatchedHost } from '@hostwire/alerts';
import type { SendingSchedule } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import { withinTolerance, type AgentRow } from '@hostwire/storage';
import type { SessionsPort } from '../api/ports.ts';
import type { CommitterStatus } from '../committer/commit-report.ts';
import type { Arrivals } from '../live/arrivals.ts';
import type { CloneReports } from './clone-reports.ts';
import type { LateRanges } from './late-ranges.ts';

/** Queued batches wait for a commit for a second or two when all is well. */
const stalledAfterMs = 20_000;

export interface FleetViewOptions {
  readonly clock: Clock;
  agents(): Iterable<AgentRow>;
  schedule(agent: AgentRow): SendingSchedule;
  readonly arrivals: Arrivals;
  readonly sessions: Pick<SessionsPort, 'find'> & {
    goodbyeOf(agentId: string): MissingReason | undefined;
  };
  agent(host: string): Pick<AgentRow, 'agentId'> | undefined;
  committer(): Pick<CommitterStatus, 'lastCommitMs' | 'queuedBatches' | 'isStalled' | 'lastFailure'>;
  readonly clones: CloneReports;
  readonly late: LateRanges;
  /** What other parts of the collector know: lost data, the storage budget. */
  readonly conditions?: () => readonly AlertCondition[];
}

/** The collector as alerts see it. */
export class FleetView implements FleetPort {
  readonly #options: FleetViewOptions;
  #queuedSinceMs: number | null = null;
  #clockSinceMs = new Map<string, number>();

  constructor(options: FleetViewOptions) {
    this.#options = options;
  }

  *hosts(): Iterable<WatchedHost> {
    for (const agent of this.#options.agents()) {
      if (agent.revokedMs !== null) continue;
      yield { host: agent.host, labels: agent.labels, schedule: this.#options.schedule(agent) };
    }
  }

  heard(host: string) {
    return this.#options.arrivals.newestOf(host);
  }

  missing(host: string): MissingReason {
    const { sessions } = this.#options;
    const agentId = this.#options.agent(host)?.agentId;
    if (agentId === undefined) return 'network';
    if (sessions.find(agentId) !== undefined) return 'ingest_stalled';
    return sessions.goodbyeOf(agentId) ?? 'network';
  }

  /** Batches wait and none is committed: that is not the fault of the hosts they came from. */
  ingest(): IngestHealth {
    const { queuedBatches, lastCommitMs, isStalled, lastFailure } = this.#options.committer();
    const nowMs = this.#options.clock.nowMs();
    if (queuedBatches === 0) {
      this.#queuedSinceMs = null;
      return { stalledSinceMs: null, reason: '' };
    }
    this.#queuedSinceMs = Math.max(this.#queuedSinceMs ?? nowMs, lastCommitMs ?? 0);
    if (nowMs - this.#queuedSinceMs < stalledAfterMs && !isStalled)
      return { stalledSinceMs: null, reason: '' };
    const why = lastFailure ?? 'ClickHouse takes longer than 20 s for an INSERT';
    return { stalledSinceMs: this.#queuedSinceMs, reason: `no batch is committed: ${why}` };
  }

  conditions(): AlertCondition[] {
    return [...this.#clocks(), ...this.#options.clones.conditions(), ...(this.#options.conditions?.() ?? [])];
  }

  takeLate() {
    return this.#options.late.take();
  }

  #clocks(): AlertCondition[] {
    const nowMs = this.#options.clock.nowMs();
    const before = this.#clockSinceMs;
    this.#clockSinceMs = new Map();
    const conditions: AlertCondition[] = [];
    for (const { host, agentId, revokedMs } of this.#options.agents()) {
      const offsetMs = this.#options.sessions.find(agentId)?.clockOffsetMs;
      if (revokedMs !== null || offsetMs === undefined || withinTolerance(offsetMs, 0)) continue;
      const sinceMs = before.get(host) ?? nowMs;
      this.#clockSinceMs.set(host, sinceMs);
      conditions.push({ rule: 'clock_off', host, device: '', value: offsetMs / 1000, sinceMs, reason: '' });
    }
    return conditions;
  }
}
