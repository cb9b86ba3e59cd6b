import { columnGroups, type GroupName } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { SourceSettings } from '../sources/source-settings.ts';
import type { Trouble } from '../sources/source.ts';
import { worst, type Finding, type NotCompared, type What } from './finding.ts';
import { invariants } from './invariants.ts';
import { KernelLedger, type SurveyingSource } from './kernel-ledger.ts';
import { takeRound } from './round.ts';
import { secondFindings } from './second-findings.ts';
import type { SecondReading } from './second-reading.ts';
import { Stretch } from './stretch.ts';

/**
 * Reads a host twice by different ways, and holds what the source says against arithmetic that must hold.
 *
 * Every second, each second way is read right before and right after a look of the source (round.ts). So what it says of
 * a counter at the beginning and at the end lies between two looks (kernel-ledger.ts), and a look's levels lie between
 * two readings of it (level.ts). The arithmetic is checked from each look to the next and over all of them, and the
 * worst of each is reported.
 */
export interface VerifyOptions {
  /** Its slow columns should be in every sample: a level that no look has is not compared. */
  readonly source: SurveyingSource;
  readonly secondReadings: readonly SecondReading[];
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
  readonly unread: readonly Trouble[];
  /** Groups that were read and that no second way was found for here. */
  readonly single: readonly GroupName[];
}

const secondMs = 1_000;
/** What the agent knows of itself is not the host's. */
const notOfHost: ReadonlySet<GroupName> = new Set(['agent', 'agent_group', 'span', 'metric']);

export async function verify(options: VerifyOptions): Promise<Verification> {
  const { source, clock, seconds, pause, secondReadings } = options;
  const ledger = new KernelLedger({ source, clock });
  const troubles = new Map<string, Trouble>();
  source.configure(settingsFor(secondReadings));
  await ledger.start();
  try {
    const rounds = [await takeRound({ ...options, ledger, troubles })];
    for (let second = 0; second < seconds; second++) {
      await pause(secondMs);
      rounds.push(await takeRound({ ...options, ledger, troubles }));
    }
    const compared = secondFindings(ledger, rounds);
    const notCompared = compared.flatMap((each) => ('reason' in each ? [each] : []));
    const findings = [...arithmetic(ledger), ...compared.flatMap((each) => ('reason' in each ? [] : [each]))];
    return {
      ok: findings.every(({ ok }) => ok),
      findings,
      notCompared,
      unread: unreadOf(ledger, [...troubles.values()], seconds),
      single: singleOf([...findings, ...notCompared], ledger),
    };
  } finally {
    await ledger.stop();
  }
}

/** A group that is surveyed and has a second way is surveyed in every round. */
function settingsFor(secondReadings: readonly SecondReading[]): SourceSettings {
  const surveyed = secondReadings.filter((reading) => reading.surveyed === true);
  return {
    intervalMs: secondMs,
    off: new Set(),
    groupIntervalsMs: new Map(surveyed.map(({ group }) => [group, secondMs])),
    filters: {},
    processTop: undefined,
  };
}

function arithmetic({ looks }: KernelLedger): Finding[] {
  const each = looks.map((look, i) => new Stretch(looks[i - 1] ?? look, look)); // of the first only levels
  const whole = new Stretch(looks[0]!, looks.at(-1)!);
  return worst([...each, whole].flatMap((stretch) => invariants.flatMap((check) => check(stretch))));
}

/** Why a group may have nothing, when the source has no trouble with it. */
const whyNothing: Partial<Record<GroupName, string>> = {
  disk: 'no disk is listed in /proc/diskstats, or filters leave out all',
  network: 'no interface is listed in /proc/net/dev, or filters leave out all',
  link: 'no interface, or filters leave out all',
  pressure: 'the kernel has no /proc/pressure (CONFIG_PSI; boot parameter psi=1)',
  sensor: 'no sensor in /sys/class/hwmon and no battery: usual on a virtual machine',
  cgroup: '/sys/fs/cgroup is not the unified hierarchy (version 2)',
};
/** Of the groups that are read every ten seconds the last begins after three. */
const patientSeconds = 4;

function unreadOf(ledger: KernelLedger, troubles: readonly Trouble[], seconds: number): Trouble[] {
  const read = new Set(ledger.looks.flatMap(({ sample }) => Object.keys(sample.readings)));
  const silent = columnGroups
    .map(({ name }) => name)
    .filter((name) => !read.has(name) && !notOfHost.has(name))
    .filter((name) => !troubles.some(({ group }) => group === name));
  const impatient = `nothing within ${seconds} s; give it more with --seconds`;
  return [
    ...troubles,
    ...silent.map((group) => {
      const message = seconds < patientSeconds ? impatient : (whyNothing[group] ?? impatient);
      return { group, code: 'NOTHING_READ', message };
    }),
  ];
}

function singleOf(findings: readonly What[], ledger: KernelLedger): GroupName[] {
  const found = new Set(findings.map(({ group }) => group));
  const read = new Set(ledger.looks.flatMap(({ sample }) => Object.keys(sample.readings)));
  return columnGroups
    .map(({ name }) => name)
    .filter((name) => read.has(name) && !found.has(name) && !notOfHost.has(name));
}
