import { columnGroups, type GroupName } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import type { Source, Trouble } from '../sources/source.ts';
import { same, worst, type Finding } from './finding.ts';
import { invariants } from './invariants.ts';
import { KernelLedger, type Span } from './kernel-ledger.ts';
import type { SecondReading, SecondValue, Seen } from './second-reading.ts';
import { Stretch } from './stretch.ts';

/**
 * Reads a host twice by different ways, and holds what the source says against arithmetic that must hold.
 *
 * At the beginning and at the end of the window: the source looks, everything is read the second way, the source looks
 * again. So what the second way saw lies between two looks (kernel-ledger.ts). In between the source looks every
 * second; the arithmetic is checked from each look to the next and over all of them, and the worst of each is reported.
 */
export interface VerifyOptions {
  readonly source: Source;
  readonly secondReadings: readonly SecondReading[];
  readonly clock: Clock;
  readonly seconds: number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface Verification {
  /** Whether all findings agree. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Groups, or second ways to read them, that cannot be read, and why. */
  readonly unread: readonly Trouble[];
  /** Groups that were read and that no second way was found for here. */
  readonly single: readonly GroupName[];
}

interface SecondLook extends Span {
  readonly values: ReadonlyMap<string, SecondValue>;
}

const secondMs = 1_000;
/** What the agent knows of itself is not the host's. */
const notOfHost: ReadonlySet<GroupName> = new Set(['agent', 'agent_group', 'span', 'metric']);

export async function verify(options: VerifyOptions): Promise<Verification> {
  const { source, clock, seconds, pause } = options;
  const ledger = new KernelLedger({ source, clock });
  const troubles = new Map<string, Trouble>();
  await ledger.start();
  try {
    const look = async () => {
      while (!ledger.look()) await pause(1);
      for (const trouble of source.troubles()) troubles.set(trouble.group, trouble);
    };
    const lookTwice = async () => {
      await look();
      const second = await readSecond({ ...options, ledger, troubles });
      await look();
      return second;
    };
    const first = await lookTwice();
    for (let second = 1; second < seconds; second++) {
      await pause(secondMs);
      await look();
    }
    await pause(secondMs);
    const last = await lookTwice();
    const findings = [...arithmetic(ledger), ...secondFindings(ledger, first, last)];
    return {
      ok: findings.every(({ ok }) => ok),
      findings,
      unread: unreadOf(ledger, [...troubles.values()], seconds),
      single: singleOf(findings, ledger),
    };
  } finally {
    await ledger.stop();
  }
}

async function readSecond(of: {
  secondReadings: readonly SecondReading[];
  clock: Clock;
  ledger: KernelLedger;
  troubles: Map<string, Trouble>;
}): Promise<SecondLook> {
  const { secondReadings, clock, ledger, troubles } = of;
  const seen: Seen = {
    devices: (group) =>
      ledger.looks.findLast(({ sample }) => sample.readings[group])?.sample.readings[group]?.devices ?? [],
    newest: (column) => ledger.newest(column),
  };
  const fromMs = clock.monoMs();
  const values = new Map<string, SecondValue>();
  for (const reading of secondReadings) {
    const { group, how } = reading;
    try {
      for (const value of await reading.read(seen)) values.set(keyOf(value), value);
    } catch (error) {
      const name = `${group}, second way ${how}`;
      troubles.set(name, { group: name, code: errorCode(error), message: toError(error).message });
    }
  }
  return { fromMs, toMs: clock.monoMs(), values };
}

function keyOf({ group, device = '', columns, how }: SecondValue): string {
  return [group, device, ...columns, how].join('\0');
}

function arithmetic({ looks }: KernelLedger): Finding[] {
  const each = looks.map((look, i) => new Stretch(looks[i - 1], look));
  const whole = new Stretch(looks[0], looks.at(-1)!);
  return worst([...each, whole].flatMap((stretch) => invariants.flatMap((check) => check(stretch))));
}

function secondFindings(ledger: KernelLedger, first: SecondLook, last: SecondLook): Finding[] {
  return [...last.values].flatMap(([key, value]) => {
    const { group, device = '', columns, minus = [], how, grain } = value;
    const before = value.kind === 'level' ? 0 : first.values.get(key)?.value;
    if (before === undefined) return [];
    const boundsOf = (column: string) =>
      value.kind === 'level'
        ? levelOf(ledger, { group, device, column }, last)
        : ledger.growth({ group, device, column }, first, last);
    const added = columns.map(boundsOf);
    const taken = minus.map(boundsOf).map(({ least, most }) => ({ least: -most, most: -least }));
    const field = [columns.join(' + '), ...minus].join(' - ');
    return same(
      { group, device, field, how },
      { bounds: sumOf([...added, ...taken]), b: value.value - before, grain },
    );
  });
}

/** Of a group that is not part of every sample, what it said last. */
function levelOf(ledger: KernelLedger, of: { group: GroupName; device: string; column: string }, span: Span) {
  const bounds = ledger.level(of, span);
  if (!Number.isNaN(bounds.least)) return bounds;
  const newest = ledger.newest(of) ?? NaN;
  return { least: newest, most: newest };
}

function sumOf(bounds: readonly { least: number; most: number }[]): { least: number; most: number } {
  return bounds.reduce((sum, each) => ({ least: sum.least + each.least, most: sum.most + each.most }));
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

function singleOf(findings: readonly Finding[], ledger: KernelLedger): GroupName[] {
  const found = new Set(findings.map(({ group }) => group));
  const read = new Set(ledger.looks.flatMap(({ sample }) => Object.keys(sample.readings)));
  return columnGroups
    .map(({ name }) => name)
    .filter((name) => read.has(name) && !found.has(name) && !notOfHost.has(name));
}
