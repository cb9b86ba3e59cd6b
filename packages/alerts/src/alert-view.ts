import type { AlertEpisode } from '@hostwire/storage';
import { alertId } from './life/alert-identity.ts';
import { severities, type Severity } from './rules/rule.ts';

/** An alert as pages and commands show it. */
export interface AlertView extends Omit<AlertEpisode, 'state' | 'severity'> {
  readonly state: 'pending' | 'firing' | 'resolved' | 'would_fire';
  readonly severity: Severity;
  /** The same from pending to resolved. */
  readonly id: string;
  /** Why nobody is told of it: `silence ID`, `host_silent`; '' otherwise. */
  readonly mutedBy: string;
}

/** Whether the active alerts can be believed. */
export interface AlertHealth {
  /** When every rule was last evaluated; null: not since the start. */
  readonly evaluatedMs: number | null;
  /** Rules could not be evaluated for longer than 30 s, or nothing is stored. */
  readonly isBlind: boolean;
  /** Why; '' while it is not. */
  readonly reason: string;
  /** Since when; null while it is not. */
  readonly sinceMs: number | null;
  readonly ruleErrors: readonly { readonly rule: string; readonly error: string }[];
}

const states = ['pending', 'firing', 'resolved', 'would_fire'] as const;

export function alertView(episode: AlertEpisode, mutedBy: string): AlertView {
  const state = states.find((each) => each === episode.state) ?? 'pending';
  const severity = severities.find((each) => each === episode.severity) ?? 'warning';
  return { ...episode, id: alertId(episode), state, severity, mutedBy };
}
