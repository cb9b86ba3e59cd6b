/**
 * An alert rule: one query over the public views for all hosts at once, and what to make of its answer.
 *
 * The query has the parameter `now_ms` and gives one row per host that it could judge: a host without a row is
 * unknown (no data), and nothing changes for it. `findings` holds what is wrong there, one entry per device:
 *   device    '' for the whole host
 *   breach    1: the condition holds; 0: it holds no longer, but not by enough to resolve an alert that fires
 *   value     the measured value
 *   since_ms  when the condition began to hold, where the data tells; NULL: when it was first seen to hold
 */
import type { AlertSeverity } from '@hostwire/api';

export interface AlertRule {
  readonly id: string;
  readonly severity: AlertSeverity;
  readonly sql: string;
  /** How long the condition must hold before the alert fires. */
  readonly forMs: number;
  /**
   * Set for rules about missing data: after this collector or its database was away, a condition that began earlier
   * counts only this much later, when agents have come back and sent what they kept.
   */
  readonly graceMs?: number;
  /** true: batches that arrive from the host disprove a finding, whatever the clock of the host says. */
  readonly disprovedByArrivals?: boolean;
  /** true: the value is how long nothing came of a host, in s; it is pending once late, and fires once silent, by the host's own schedule. */
  readonly whenSilent?: boolean;
  /** One sentence for people. */
  summarize(finding: { readonly host: string; readonly device: string; readonly value: number }): string;
}

export interface Finding {
  readonly device: string;
  readonly breach: boolean;
  readonly value: number;
  readonly sinceMs: number | null;
}

/** What a rule found out about one host. */
export interface Observation {
  readonly host: string;
  readonly findings: readonly Finding[];
}

/** A row as ClickHouse gives it. */
export interface RuleRow {
  readonly host: string;
  readonly findings: readonly {
    readonly device: string;
    readonly breach: number;
    readonly value: number;
    readonly since_ms: number | null;
  }[];
}

export function observationOf(row: RuleRow): Observation {
  return {
    host: row.host,
    findings: row.findings.map((finding) => ({
      device: finding.device,
      breach: finding.breach === 1,
      value: finding.value,
      sinceMs: finding.since_ms,
    })),
  };
}
