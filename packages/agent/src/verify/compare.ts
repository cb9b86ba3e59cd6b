import type { ColumnOf } from '../sources/linux/groups/cross-check.ts';
import type { CrossCheckValue } from '../sources/linux/groups/cross-check.ts';
import { same, type Finding, type NotCompared } from './finding.ts';
import type { KernelLedger, Observation } from './kernel-ledger.ts';
import { compareLevel, type Bracket } from './level.ts';
import type { Around } from './round.ts';

/** What the second way said in all rounds, held against the source. What one of them does not have is left out. */
export function compareAll(
  ledger: KernelLedger,
  rounds: readonly (readonly Around[])[],
): (Finding | NotCompared)[] {
  const last = rounds.at(-1) ?? [];
  return last.flatMap(({ reading, before }) => {
    const all = rounds.flatMap((round) => round.filter((around) => around.reading === reading));
    return [...before.values].flatMap(([key, value]) =>
      value.kind === 'counter' ? counterFinding(ledger, key, all) : levelFinding(ledger, key, all),
    );
  });
}

/** From right after the first observation to right before the last. */
function counterFinding(ledger: KernelLedger, key: string, all: readonly Around[]): Finding[] {
  const [first, last] = [all[0]!.after, all.at(-1)!.before];
  const [earlier, value] = [first.values.get(key), last.values.get(key)!];
  if (earlier === undefined) return [];
  const bounds = columnsOf(value).map(({ sign, ...of }) => {
    const { least, most } = ledger.growth(of, first, last);
    return sign > 0 ? { least, most } : { least: -most, most: -least };
  });
  const sum = bounds.reduce((a, b) => ({ least: a.least + b.least, most: a.most + b.most }));
  return same(nameOf(value), { bounds: sum, b: value.value - earlier.value, grain: value.grain });
}

function levelFinding(ledger: KernelLedger, key: string, all: readonly Around[]): (Finding | NotCompared)[] {
  const value = all.at(-1)!.before.values.get(key)!;
  const columns = columnsOf(value);
  if (Number.isNaN(value.value) || columns.some((of) => ledger.newest(of) === undefined)) return [];
  const brackets = all.flatMap((around): Bracket[] => {
    const [before, after] = [around.before.values.get(key)?.value, around.after.values.get(key)?.value];
    if (before === undefined || after === undefined || !isWithin(around)) return [];
    const source = columns.reduce((sum, of) => sum + of.sign * valueIn(around.observation, of), 0);
    return Number.isNaN(source + before + after) ? [] : [{ source, before, after }];
  });
  return [compareLevel(nameOf(value), { brackets, grain: value.grain })];
}

/** Whether the source read what the observation has after `before`: a collection may have begun earlier. */
function isWithin({ reading, before, observation }: Around): boolean {
  if (reading.inBackground !== true) return true;
  const begun = observation.begun.get(reading.group);
  return begun !== undefined && begun.fromMs >= before.toMs;
}

function columnsOf({ group, device = '', columns, minus = [] }: CrossCheckValue) {
  const of = (sign: 1 | -1) => (column: string) => ({ group, device, column, sign });
  return [...columns.map(of(1)), ...minus.map(of(-1))];
}

function valueIn({ values }: Observation, { group, device = '', column }: ColumnOf): number {
  return values.get(`${group}\0${device}\0${column}`) ?? NaN;
}

function nameOf({ group, device = '', columns, minus = [], how }: CrossCheckValue) {
  return { group, device, field: [columns.join(' + '), ...minus].join(' - '), how };
}
