import type { UpgradeReport } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { BudgetKeeper } from './budget/budget-keeper.ts';
import type { BudgetLimits, Verdict } from './budget/budget.ts';
import type { KeptIdentity } from './kept-identity.ts';
import type { LeftOutIssues } from './left-out-issues.ts';
import type { Sampler } from './sampler.ts';
import type { SettingsInForce } from './settings/settings-in-force.ts';
import { budgetOf } from './settings/settings.ts';
import type { Source } from './sources/sampling/source.ts';
import type { Epochs } from './spool/epochs.ts';
import { StatusFile, type AgentStatus, type BudgetStatus } from './status-file.ts';
import type { UplinkPair } from './uplink/uplink-pair.ts';

export interface StatusReporterOptions {
  readonly stateDir: string;
  readonly version: string;
  readonly identity: KeptIdentity;
  readonly epochs: Epochs;
  readonly source: Pick<Source, 'issues'>;
  readonly uplink: Pick<UplinkPair, 'status'>;
  readonly sampler: Pick<Sampler, 'lastSampleMs'>;
  readonly settings: Pick<SettingsInForce, 'current'>;
  readonly budget: Pick<BudgetKeeper, 'verdict'>;
  /** How an upgrade goes; undefined: none is offered. */
  readonly upgrade: () => UpgradeReport | undefined;
  readonly leftOut: LeftOutIssues;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Writes what the running agent is doing into its status file. */
export class StatusReporter {
  readonly #options: StatusReporterOptions;
  readonly #file: StatusFile;
  readonly #startedMs: number;

  constructor(options: StatusReporterOptions) {
    const { stateDir, clock, logger } = options;
    this.#options = options;
    this.#file = new StatusFile(stateDir, clock, logger);
    this.#startedMs = clock.nowMs();
  }

  /** Skipped when the last one is fresh, or says the same, unless `force`. */
  write({ force = false, stopped = false } = {}): void {
    this.#file.write({ news: () => this.#news(), whole: () => this.#status(stopped) }, { force });
  }

  #news(): readonly unknown[] {
    const { epochs, source, uplink, budget, leftOut } = this.#options;
    const { phase, rejection, lastAck, error } = uplink.status();
    const notRead = source.issues().length + leftOut.count;
    const { factors } = budget.verdict;
    return [phase, rejection, error?.code, lastAck === undefined, epochs.live.isRefusing, factors, notRead];
  }

  #status(stopped: boolean): AgentStatus {
    const { epochs, source, uplink, sampler, settings, budget, leftOut, clock, version } = this.#options;
    const { phase, rejection, lastAck, error } = uplink.status();
    const { host, agentId, collector } = this.#options.identity.current;
    return {
      pid: stopped ? null : process.pid,
      state: stopped ? 'stopped' : (rejection ?? phase),
      host,
      agent_id: agentId,
      collector,
      version,
      started_ms: this.#startedMs,
      updated_ms: clock.nowMs(),
      error: error ?? null,
      spool: epochs.live.status(),
      history: epochs.backlog(),
      last_ack: lastAck ?? null,
      last_sample_ms: sampler.lastSampleMs ?? null,
      interval_ms: settings.current.intervalMs,
      upgrade: this.#options.upgrade() ?? null,
      budget: budgetStatus(budget.verdict, budgetOf(settings.current)),
      issues: [...source.issues(), ...leftOut.issues()],
    };
  }
}

function budgetStatus(verdict: Verdict, { cpuPct, rssMb }: BudgetLimits): BudgetStatus {
  return {
    cpu_pct: cpuPct,
    cpu_pct_used: verdict.cpuPct ?? null,
    over_cpu: verdict.overCpu,
    rss_mb: rssMb,
    rss_mb_used: Math.round(process.memoryUsage.rss() / 2 ** 20),
    over_rss: verdict.overRss,
    slowed: Object.fromEntries(verdict.factors),
  };
}
