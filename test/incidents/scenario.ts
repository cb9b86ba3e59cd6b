import type { HostState, Noise } from './host-state.ts';

interface Instant {
  /** Since the begin of the scenario. */
  readonly minute: number;
  readonly noise: Noise;
}

/** One host for a few hours, and the alerts that it must give: for a quiet range none. */
export interface Scenario {
  readonly name: string;
  /** Rules that must fire, each once somebody would want to know; empty: a quiet range. */
  readonly fires: readonly string[];
  /** Rules that may fire beside them, since they say another side of the same. */
  readonly alsoFine?: readonly string[];
  /** When it begins: an alert before is a false one. */
  readonly fromMinute: number;
  /** Default: 90. */
  readonly minutes?: number;
  /** Between two samples; default: 10 s. */
  readonly intervalMs?: number;
  /** Two earlier weeks are stored, too. */
  readonly hasHistory?: boolean;
  /** How the host differs from an ordinary one; undefined: no sample, the host or its agent is away. */
  readonly differs: (at: Instant, ordinary: HostState) => Partial<HostState> | undefined;
}

export const defaultMinutes = 90;
/** Most scenarios have their event here. */
export const eventMinute = 40;

/** From the event on, for so many minutes. */
export function during(minute: number, lasts: number, from = eventMinute): boolean {
  return minute >= from && minute < from + lasts;
}
