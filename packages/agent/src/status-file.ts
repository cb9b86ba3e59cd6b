import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, type Clock, type Logger } from '@hostwire/runtime';

/** status.json in the state folder: what `hostwire-agent status` shows. Its keys are read by scripts. */
export interface AgentStatus {
  readonly pid: number | null;
  /** disconnected, connecting, greeting, open, draining; revoked, clone, refused; stopped. */
  readonly state: string;
  readonly host: string;
  readonly agent_id: string;
  readonly collector: string;
  readonly version: string;
  readonly started_ms: number;
  readonly updated_ms: number;
  /** Why there is no session. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly spool: {
    readonly epoch: string;
    readonly bytes: number;
    readonly batches: number;
    readonly firstSeq: number;
    readonly lastSeq: number;
    /** Numbered, but in memory only: the disk takes nothing. */
    readonly waiting: number;
  };
  /** Epochs that are closed and carried behind the live one of `spool`; absent in files of older agents. */
  readonly history?: { readonly epochs: number; readonly batches: number; readonly bytes: number };
  /** During a turn its epoch may still be the former one; absent in files of older agents. */
  readonly last_ack: { readonly epoch?: string; readonly seq: number; readonly ms: number } | null;
  readonly last_sample_ms: number | null;
  readonly interval_ms: number;
  /** The upgrade that the collector allows; null: none. Absent in files of older agents. */
  readonly upgrade?: { readonly version: string; readonly state: string; readonly detail: string } | null;
  /** Absent: written by an agent that had none. */
  readonly budget?: BudgetStatus;
  readonly issues: readonly {
    readonly group: string;
    /** Absent: about the group as a whole. */
    readonly device?: string;
    readonly column?: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** What the agent may cost, and what it does. */
export interface BudgetStatus {
  readonly cpu_pct: number;
  /** null: not measured yet. */
  readonly cpu_pct_used: number | null;
  readonly over_cpu: boolean;
  readonly rss_mb: number;
  readonly rss_mb_used: number;
  readonly over_rss: boolean;
  /** Group → by how much its interval is lengthened. */
  readonly slowed: Readonly<Record<string, number>>;
}

/** What the agent can tell now. */
export interface StatusSource {
  /** What is worth telling soon. Cheap: asked for much more often than the whole. */
  news(): readonly unknown[];
  whole(): AgentStatus;
}

/**
 * At most one look for news, and so one write, in this time; without news a write only in the longer one: replacing a file
 * costs as much as reading a sample or two.
 */
const quietMs = 2_000;
const routineMs = 20_000;
/** Timers are late by less than this. */
const slackMs = 100;

const pathOf = (stateDir: string) => join(stateDir, 'status.json');

/** undefined: the agent never ran here. */
export function readStatus(stateDir: string): AgentStatus | undefined {
  try {
    return JSON.parse(readFileSync(pathOf(stateDir), 'utf8')) as AgentStatus;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Written whole (renamed into place), not synced: it describes a process, not data. */
export class StatusFile {
  readonly #stateDir: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #lookedMs = -Infinity;
  #writtenMs = -Infinity;
  #writtenNews: readonly unknown[] = [];
  #isBroken = false;

  constructor(stateDir: string, clock: Clock, logger: Logger) {
    this.#stateDir = stateDir;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Skipped when the last one is fresh, or says the same, unless `force`. */
  write(source: StatusSource, { force = false } = {}): void {
    const nowMs = this.#clock.monoMs();
    if (!force && nowMs - this.#lookedMs + slackMs < quietMs) return;
    this.#lookedMs = nowMs;
    const news = source.news();
    const isNew = news.some((value, i) => value !== this.#writtenNews[i]);
    if (!force && !isNew && nowMs - this.#writtenMs + slackMs < routineMs) return;
    this.#writtenMs = nowMs;
    this.#writtenNews = news;
    const path = pathOf(this.#stateDir);
    const fresh = `${path}.tmp`;
    try {
      writeFileSync(fresh, `${JSON.stringify(source.whole())}\n`, { mode: 0o644 });
      renameSync(fresh, path);
      this.#isBroken = false;
    } catch (error) {
      if (!this.#isBroken) this.#logger.warn({ code: errorCode(error) }, 'status file cannot be written');
      this.#isBroken = true;
    }
  }
}
