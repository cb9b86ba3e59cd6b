import type { GroupName } from '@hostwire/protocol';
import { errorCode, toError, type Clock } from '@hostwire/runtime';
import type { Trouble } from '../sources/source.ts';
import type { KernelLedger, Look, Span, SurveyingSource } from './kernel-ledger.ts';
import type { SecondReading, SecondValue, Seen } from './second-reading.ts';

/** What a second reading said at one time, by what each value is. */
interface SecondLook extends Span {
  readonly values: ReadonlyMap<string, SecondValue>;
}

/** A second reading right before and right after looks of the source that have its levels. */
export interface Around {
  readonly reading: SecondReading;
  readonly before: SecondLook;
  readonly look: Look;
  readonly after: SecondLook;
}

export interface RoundOptions {
  readonly source: SurveyingSource;
  readonly ledger: KernelLedger;
  readonly secondReadings: readonly SecondReading[];
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  /** Where what keeps something from being read is put, by group. */
  readonly troubles: Map<string, Trouble>;
}

/** A survey that takes longer is not waited for. */
const mostSurveyMs = 2_000;
const surveyPollMs = 2;

/**
 * Every second reading once, each around a look of its own. What the source surveys comes first: a survey begins with
 * the first look of a round.
 */
export async function takeRound(options: RoundOptions): Promise<Around[]> {
  const { secondReadings } = options;
  const around: Around[] = [];
  for (const reading of secondReadings.filter(({ surveyed }) => surveyed === true))
    around.push(await readAround(reading, options));
  await takeLook(options);
  for (const reading of secondReadings.filter(({ surveyed }) => surveyed !== true))
    around.push(await readAround(reading, options));
  await takeLook(options);
  return around;
}

/** Waits out that the source gives no two samples within a millisecond. */
async function takeLook({ source, ledger, pause, troubles }: RoundOptions): Promise<Look> {
  while (!ledger.look()) await pause(1);
  for (const trouble of source.troubles()) troubles.set(trouble.group, trouble);
  return ledger.looks.at(-1)!;
}

async function readAround(reading: SecondReading, options: RoundOptions): Promise<Around> {
  const { source, clock, pause } = options;
  const before = await readSecond(reading, options);
  let look = await takeLook(options);
  if (reading.surveyed === true) {
    const deadlineMs = clock.monoMs() + mostSurveyMs;
    while (source.surveying.includes(reading.group) && clock.monoMs() < deadlineMs) await pause(surveyPollMs);
    look = await takeLook(options);
  }
  return { reading, before, look, after: await readSecond(reading, options) };
}

async function readSecond(reading: SecondReading, options: RoundOptions): Promise<SecondLook> {
  const { ledger, clock, troubles } = options;
  const { group, how } = reading;
  const seen: Seen = {
    devices: (ofGroup: GroupName) =>
      ledger.looks.findLast(({ sample }) => sample.readings[ofGroup])?.sample.readings[ofGroup]?.devices ??
      [],
    newest: (column) => ledger.newest(column),
  };
  const fromMs = clock.monoMs();
  const values = new Map<string, SecondValue>();
  try {
    for (const value of await reading.read(seen)) values.set(keyOf(value), value);
  } catch (error) {
    const name = `${group}, second way ${how}`;
    troubles.set(name, { group: name, code: errorCode(error), message: toError(error).message });
  }
  return { fromMs, toMs: clock.monoMs(), values };
}

function keyOf({ group, device = '', columns, how }: SecondValue): string {
  return [group, device, ...columns, how].join('\0');
}
