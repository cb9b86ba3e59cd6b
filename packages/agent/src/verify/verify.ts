import { columnGroups, settingNumbers, type GroupName } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { CrossCheck } from '../sources/linux/groups/cross-check.ts';
import type { SourceSettings } from '../sources/sampling/source-settings.ts';
import type { Issue } from '../sources/sampling/source.ts';
import { compareAll } from './compare.ts';
import { worst, type Finding, type NotCompared, type What } from './finding.ts';
import { invariants } from './invariants.ts';
import { KernelLedger, type ObservedSource } from './kernel-ledger.ts';
import { takeRound } from './round.ts';
import { TimeRange } from './time-range.ts';

/**
 * Reads a host twice by different ways, and holds what the source says against arithmetic that must hold.
 *
 * Every second, each cross-check is read right before and right after an observation of the source (round.ts). So what it says of
 * a counter at the beginning and at the end lies between two observations (kernel-ledger.ts), and an observation's levels lie between
 * two readings of it (level.ts). The arithmetic is checked from each observation to the next and over all of them, and the
 * worst of each is reported.
 */
export interface VerifyOptions {
  /** Its slow columns should be in every sample: a level that no observation has is not compared. */
  readonly source: ObservedSource;
  readonly crossChecks: readonly CrossCheck[];
  /** Why a host may have no such group when there is no issue with it. */
  readonly whyAbsent: Partial<Record<GroupName, string>>;
  readonly clock: Clock;
  readonly seconds: number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface Verification {
  /** Whether all findings agree. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** What both ways have and nothing can be said of. */
  readonly notCompared: readonly NotCompared[];
  /** Groups, or second ways to read them, that cannot be read, and why. */
  readonly unread: readonly Issue[];
  /** Groups that were read and that no second way was found for here. */
  readonly single: readonly GroupName[];
}

const secondMs = 1_000;
/** What the agent knows of itself is not the host's. */
const notOfHost: ReadonlySet<GroupName> = new Set(['agent', 'agent_group', 'span', 'metric']);

export async function verify(options: VerifyOptions): Promise<Verification> {
  const { source, clock, seconds, pause, crossChecks } = options;
  const ledger = new KernelLedger({ source, clock });
  const issues = new Map<string, Issue>();
  source.configure(settingsFor(crossChecks));
  await ledger.start();
  try {
    const rounds = [await takeRound({ ...options, ledger, issues })];
    for (let second = 0; second < seconds; second++) {
      await pause(secondMs);
      rounds.push(await takeRound({ ...options, ledger, issues }));
    }
    const compared = compareAll(ledger, rounds);
    const notCompared = compared.flatMap((each) => ('reason' in each ? [each] : []));
    const findings = [...arithmetic(ledger), ...compared.flatMap((each) => ('reason' in each ? [] : [each]))];
    return {
      ok: findings.every(({ ok }) => ok),
      findings,
      notCompared,
      unread: unreadOf(ledger, [...issues.values()], options),
      single: singleOf([...findings, ...notCompared], ledger),
    };
  } finally {
    await ledger.stop();
  }
}

/** A group that is collected and has a second way is collected in every round. */
function settingsFor(crossChecks: readonly CrossCheck[]): SourceSettings {
  const collected = crossChecks.filter((reading) => reading.inBackground === true);
  return {
    intervalMs: secondMs,
    off: new Set(),
    groupIntervalsMs: new Map(collected.map(({ group }) => [group, secondMs])),
    filters: {},
    numbers: settingNumbers(),
  };
}

function arithmetic({ observations }: KernelLedger): Finding[] {
  const each = observations.map(
    (observation, i) => new TimeRange(observations[i - 1] ?? observation, observation),
  ); // of the first only levels
  const whole = new TimeRange(observations[0]!, observations.at(-1)!);
  return worst([...each, whole].flatMap((range) => invariants.flatMap((check) => check(range))));
}

/** Of the groups that are read every ten seconds the last begins after three. */
const patientSeconds = 4;

function unreadOf(
  ledger: KernelLedger,
  issues: readonly Issue[],
  { seconds, whyAbsent }: Pick<VerifyOptions, 'seconds' | 'whyAbsent'>,
): Issue[] {
  const read = new Set(ledger.observations.flatMap(({ sample }) => Object.keys(sample.readings)));
  const silent = columnGroups
    .map(({ name }) => name)
    .filter((name) => !read.has(name) && !notOfHost.has(name))
    .filter((name) => !issues.some(({ group }) => group === name));
  const impatient = `nothing within ${seconds} s; give it more with --seconds`;
  return [
    ...issues,
    ...silent.map((group) => {
      const message = seconds < patientSeconds ? impatient : (whyAbsent[group] ?? impatient);
      return { group, code: 'NOTHING_READ', message };
    }),
  ];
}

function singleOf(findings: readonly What[], ledger: KernelLedger): GroupName[] {
  const found = new Set(findings.map(({ group }) => group));
  const read = new Set(ledger.observations.flatMap(({ sample }) => Object.keys(sample.readings)));
  return columnGroups
    .map(({ name }) => name)
    .filter((name) => read.has(name) && !found.has(name) && !notOfHost.has(name));
}
