/**
 * Why nothing comes of a host. While it lasts the collector knows what its connection showed; the gap ledger (view `coverage`)
 * knows the rest once the host is back.
 */
import { z } from 'zod';

const missingReasons = [
  /** The agent said goodbye: it was stopped. */
  'agent_stopped',
  /** The connection is gone without a word: the network, or the host itself. */
  'network',
  /** The agent is connected, and nothing of it is committed. */
  'ingest_stalled',
  /** A host whose last absence was a suspend is believed to be suspended again. */
  'suspended',
  /** The agent said that its host is going down, or the ledger says so once it is back. */
  'host_off',
  /** Retention took the samples. */
  'expired',
] as const;
export type MissingReason = (typeof missingReasons)[number];

export const missingReason = z.enum(missingReasons);

/** For how much longer than its schedule allows a host may be missing before it counts as silent. */
const defaultGraceMs: Readonly<Record<MissingReason, number>> = {
  agent_stopped: 0,
  network: 0,
  ingest_stalled: Infinity,
  suspended: Infinity,
  host_off: 900_000,
  expired: Infinity,
};

export type MissingGrace = Readonly<Partial<Record<MissingReason, number | 'never'>>>;

/** In ms; Infinity: it never fires for this reason, and stays pending. */
export function graceMsOf(grace: MissingGrace, reason: MissingReason): number {
  const given = grace[reason];
  return given === 'never' ? Infinity : (given ?? defaultGraceMs[reason]);
}

const texts: Readonly<Record<MissingReason, string>> = {
  agent_stopped: 'its agent was stopped',
  network: 'it cannot be reached',
  ingest_stalled: 'what it sends is not stored',
  suspended: 'it is probably suspended',
  host_off: 'it was shut down, or restarts',
  expired: 'its samples have expired',
};

export function missingText(reason: MissingReason): string {
  return texts[reason];
}

/** Reasons of the gap ledger. A gap without one was filled late, or is about to be: only the network was away. */
export function reasonOfLedger(reason: string): MissingReason {
  const known = missingReasons.find((each) => each === reason);
  if (known !== undefined) return known;
  return reason === 'uncommitted' ? 'ingest_stalled' : 'network';
}

const sentences: Readonly<Record<string, string>> = {
  agent_stopped: 'The agent had been stopped.',
  agent_killed: 'The agent had ended without a word; the host ran on.',
  host_off: 'The host was off or restarted.',
  suspended: 'The host was suspended.',
  clock_jump: 'The clock of the host jumped.',
  spool_full: 'The spool of the agent was full.',
  '': 'Its samples came late: only the connection was gone.',
};

/** What the gap ledger says of an absence that is over. */
export function ledgerSentence(reason: string): string {
  return sentences[reason] ?? `The gap ledger says: ${reason}.`;
}

export const suspendedSentence = ledgerSentence('suspended');

/** The device of an alert that says that a rule has nothing to judge. */
export const noDataDevice = 'no data';
