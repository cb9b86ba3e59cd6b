import type { GroupName } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import type { CrossCheck, CrossCheckValue, Seen } from '../sources/linux/groups/cross-check.ts';
import type { Issue } from '../sources/sampling/source.ts';
import type { KernelLedger, Observation, Span, ObservedSource } from './kernel-ledger.ts';

/** What the cross-check said at one time, by what each value is. */
interface CrossObservation extends Span {
  readonly values: ReadonlyMap<string, CrossCheckValue>;
}

/** A cross-check right before and right after observations of the source that have its levels. */
export interface Around {
  readonly reading: CrossCheck;
  readonly before: CrossObservation;
  readonly observation: Observation;
  readonly after: CrossObservation;
}

export interface RoundOptions {
  readonly source: ObservedSource;
  readonly ledger: KernelLedger;
  readonly crossChecks: readonly CrossCheck[];
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  /** Where what keeps something from being read is put, by group. */
  readonly issues: Map<string, Issue>;
}

/** A collection that takes longer is not waited for. */
const maxCollectionMs = 2_000;
const collectionPollMs = 2;

/**
 * Every cross-check once, each around an observation of its own. What the source reads in the background comes first: a collection begins with
 * the first observation of a round.
 */
export async function takeRound(options: RoundOptions): Promise<Around[]> {
  const { crossChecks } = options;
  const around: Around[] = [];
  for (const reading of crossChecks.filter(({ inBackground }) => inBackground === true))
    around.push(await readAround(reading, options));
  await observe(options);
  for (const reading of crossChecks.filter(({ inBackground }) => inBackground !== true))
    around.push(await readAround(reading, options));
  await observe(options);
  return around;
}

/** Waits out that the source gives no two samples within a millisecond. */
async function observe({ source, ledger, pause, issues }: RoundOptions): Promise<Observation> {
  while (!ledger.observe()) await pause(1);
  for (const issue of source.issues()) issues.set(issue.group, issue);
  return ledger.observations.at(-1)!;
}

async function readAround(reading: CrossCheck, options: RoundOptions): Promise<Around> {
  const { source, clock, pause } = options;
  const before = await readOtherWay(reading, options);
  let observation = await observe(options);
  if (reading.inBackground === true) {
    const deadlineMs = clock.monoMs() + maxCollectionMs;
    while (source.collecting.includes(reading.group) && clock.monoMs() < deadlineMs)
      await pause(collectionPollMs);
    observation = await observe(options);
  }
  return { reading, before, observation, after: await readOtherWay(reading, options) };
}

async function readOtherWay(reading: CrossCheck, options: RoundOptions): Promise<CrossObservation> {
  const { ledger, clock, issues } = options;
  const { group, how } = reading;
  const seen: Seen = {
    devices: (ofGroup: GroupName) =>
      ledger.observations.findLast(({ sample }) => sample.readings[ofGroup])?.sample.readings[ofGroup]
        ?.devices ?? [],
    newest: (column) => ledger.newest(column),
  };
  const fromMs = clock.monoMs();
  const values = new Map<string, CrossCheckValue>();
  try {
    for (const value of await reading.read(seen)) values.set(keyOf(value), value);
  } catch (error) {
    const name = `${group}, second way ${how}`;
    issues.set(name, { group: name, code: errorCode(error), message: toError(error).message });
  }
  return { fromMs, toMs: clock.monoMs(), values };
}

function keyOf({ group, device = '', columns, how }: CrossCheckValue): string {
  return [group, device, ...columns, how].join('\0');
}
