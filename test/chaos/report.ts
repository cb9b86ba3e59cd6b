/** What a run of chaos has to say: of one world, and of many. */
import type { Violation } from './verdict.ts';

export interface FaultCount {
  struck: number;
  /** Of those, how often it took effect. */
  fired: number;
}

export interface ChaosReport {
  readonly seed: number;
  readonly rounds: number;
  /** Batches and gaps that agents made. */
  readonly frames: number;
  readonly seconds: number;
  /** Windows of hosts whose roll-ups were held against their samples. */
  readonly rolledUpWindows: number;
  readonly faults: Readonly<Record<string, FaultCount>>;
  /** Faults, or what they take of a machine, and why they are not here. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Seconds by what was done in them. */
  readonly spent: Readonly<Record<string, number>>;
  readonly violations: readonly (Violation & { readonly round: number })[];
}

/** All runs as one; seeds with the violations that they gave. */
export interface TotalReport extends Omit<ChaosReport, 'seed' | 'violations'> {
  readonly seeds: readonly number[];
  readonly violations: readonly (Violation & { readonly round: number; readonly seed: number })[];
}

export function total(reports: readonly ChaosReport[]): TotalReport {
  const faults: Record<string, FaultCount> = {};
  const spent: Record<string, number> = {};
  for (const report of reports) {
    for (const [name, { struck, fired }] of Object.entries(report.faults)) {
      const sum = (faults[name] ??= { struck: 0, fired: 0 });
      sum.struck += struck;
      sum.fired += fired;
    }
    for (const [name, seconds] of Object.entries(report.spent)) spent[name] = (spent[name] ?? 0) + seconds;
  }
  const sum = (of: (report: ChaosReport) => number) => reports.reduce((all, one) => all + of(one), 0);
  return {
    seeds: reports.map(({ seed }) => seed),
    rounds: sum(({ rounds }) => rounds),
    frames: sum(({ frames }) => frames),
    rolledUpWindows: sum(({ rolledUpWindows }) => rolledUpWindows),
    seconds: sum(({ seconds }) => seconds),
    faults,
    leftOut: Object.assign({}, ...reports.map(({ leftOut }) => leftOut)) as Record<string, string>,
    spent,
    violations: reports.flatMap(({ seed, violations }) => violations.map((one) => ({ ...one, seed }))),
  };
}

/** For people, in lines. */
export function describe({
  rounds,
  frames,
  rolledUpWindows,
  seconds,
  faults,
  leftOut,
  spent,
  ...rest
}: ChaosReport | TotalReport): string[] {
  const seeds = 'seed' in rest ? [rest.seed] : rest.seeds;
  const rows = Object.entries(faults).map(([name, { struck, fired }]) => [name, `${struck}`, `${fired}`]);
  const perRound = rounds === 0 ? 0 : seconds / rounds;
  return [
    ...table([['fault', 'struck', 'fired'], ...rows]),
    ...Object.entries(leftOut).map(([name, why]) => `left out: ${name}: ${why}`),
    `time: ${Object.entries(spent)
      .map(([name, share]) => `${name} ${Math.round(share)} s`)
      .join(', ')}`,
    ...rest.violations.map((one) => {
      const where = 'seed' in one ? `seed ${one.seed} round ${one.round}` : `round ${one.round}`;
      return `VIOLATION ${where} ${one.invariant}: ${one.detail}`;
    }),
    `seed ${seeds.join(', ')}: ${rounds} rounds, ${perRound.toFixed(1)} s each, ${frames} batches and gaps, ${rolledUpWindows} windows rolled up, ${rest.violations.length} violations`,
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
}
