import { blankRow, columnPosition, scalarReading } from '../../sampling/columns.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import type { SampledGroup, Readings } from '../../sampling/sampled-group.ts';
import { ScalarIncrements } from '../../sampling/scalar-increments.ts';
import { Schedule } from '../../sampling/schedule.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { LastParse } from '../files/last-parse.ts';
import { OptionalFile } from '../files/optional-file.ts';
import { orEmpty, type CrossCheckFiles, type CrossCheckValue } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

/** Pressure stall information: the share of time in which some, or all, tasks waited for a resource. */
const pressureResources = ['cpu', 'memory', 'io', 'irq'] as const;
export type PressureResource = (typeof pressureResources)[number];

/** Its lines; `full` of cpu is not defined for a whole host, the kernel prints zeros. irq has been there since Linux 6.1. */
const shares = {
  cpu: ['some'],
  memory: ['some', 'full'],
  io: ['some', 'full'],
  irq: ['full'],
} as const;
const lines = pressureResources.flatMap((resource) => shares[resource].map((share) => ({ resource, share })));

/** 100 %. */
const mostCenti = 10_000;
const windows = ['avg10', 'avg60', 'avg300'] as const;
const stalledPositions = lines.map(({ resource, share }) =>
  columnPosition('pressure', `${resource}_${share}_us`),
);
const averagePositions = lines.map(({ resource, share }) =>
  windows.map((window) => columnPosition('pressure', `${resource}_${share}_${window}_centi`)),
);

export interface PressureLine {
  /** Over the last 10, 60 and 300 s: hundredths of a percent, which is what the kernel prints. */
  readonly averagesCenti: readonly number[];
  /** Since boot, µs. */
  readonly stalledUs: number;
}

const decimal = '(\\d+)\\.(\\d\\d)';
const lineOf = (share: string) =>
  new RegExp(`^${share} avg10=${decimal} avg60=${decimal} avg300=${decimal} total=(\\d+)`, 'm');
const patterns = { some: lineOf('some'), full: lineOf('full') };

/** Line `some avg10=1.32 avg60=1.07 avg300=0.56 total=17433569`, or `full`; undefined when it is not there. */
export function parsePressure(text: string, share: 'some' | 'full'): PressureLine | undefined {
  const match = patterns[share].exec(text);
  if (match === null) return undefined;
  const hundredths = (group: number) => Number(match[group]) * 100 + Number(match[group + 1]);
  return { averagesCenti: [hundredths(1), hundredths(3), hundredths(5)], stalledUs: Number(match[7]) };
}

/**
 * Group `pressure`, from /proc/pressure. The stalled time is in every sample. The averages are in one sample of ten
 * seconds unless set otherwise: they are made of the same time, and even the fastest moves slowly. A kernel without the files has no group.
 */
export class PressureGroup implements SampledGroup {
  readonly name = 'pressure';
  readonly leftOut = 0;
  readonly #resources: readonly {
    readonly file: OptionalFile;
    /** By `shares`. */
    readonly lines: LastParse<readonly (PressureLine | undefined)[]>;
    readonly absent: readonly undefined[];
  }[];
  readonly #stalled = new ScalarIncrements(stalledPositions);
  readonly #totals = new Float64Array(lines.length);
  readonly #averages: Schedule;

  constructor(
    files: Readonly<Record<PressureResource, KernelBytes>>,
    { averagesEveryMs = slowIntervalMs } = {},
  ) {
    this.#averages = new Schedule({ intervalMs: averagesEveryMs });
    this.#resources = pressureResources.map((resource) => ({
      file: new OptionalFile(files[resource]),
      lines: new LastParse((bytes) => {
        const text = bytes.toString('latin1');
        return shares[resource].map((share) => parsePressure(text, share));
      }),
      absent: shares[resource].map(() => undefined),
    }));
  }

  get resets(): number {
    return this.#stalled.resets;
  }

  read(monoMs: number): Readings {
    const parsed = this.#parse();
    if (parsed.every((line) => line === undefined)) return {};
    const values = blankRow('pressure');
    parsed.forEach((line, i) => (this.#totals[i] = line?.stalledUs ?? NaN));
    this.#stalled.put(this.#totals, values);
    if (this.#averages.due(monoMs)) {
      parsed.forEach((line, i) =>
        line?.averagesCenti.forEach((centi, window) => {
          if (centi <= mostCenti) values[averagePositions[i]![window]!] = centi;
        }),
      );
    }
    return { pressure: scalarReading(values) };
  }

  forget(): void {
    this.#stalled.forget();
    this.#averages.forget();
    for (const { file } of this.#resources) file.forget();
  }

  close(): void {
    for (const { file } of this.#resources) file.close();
  }

  /** In the order of `lines`. */
  #parse(): (PressureLine | undefined)[] {
    return this.#resources.flatMap(({ file, lines: parsed, absent }) => {
      const bytes = file.read();
      return bytes === undefined ? absent : parsed.of(bytes);
    });
  }
}

export const pressureGroup: SampledDefinition = {
  create: ({ file, slowColumnsEveryMs }) =>
    new PressureGroup(
      {
        cpu: file('pressure/cpu'),
        memory: file('pressure/memory'),
        io: file('pressure/io'),
        irq: file('pressure/irq'),
      },
      { averagesEveryMs: slowColumnsEveryMs },
    ),
  whyAbsent: { pressure: 'the kernel has no /proc/pressure (CONFIG_PSI; boot parameter psi=1)' },
  crossChecks: (files) => [
    { group: 'pressure', how: '/sys/fs/cgroup/*.pressure', read: async () => rootPressure(files) },
  ],
};

/** The kernel brings each total up to date every two seconds, each file for itself. */
const crossCheckGrainUs = 4_000_000;

function rootPressure(files: CrossCheckFiles): CrossCheckValue[] {
  return lines.map(({ resource, share }): CrossCheckValue => {
    const text = orEmpty(() => files.sys(`fs/cgroup/${resource}.pressure`));
    const line = parsePressure(text, share);
    const of = { group: 'pressure', columns: [`${resource}_${share}_us`], kind: 'counter' } as const;
    const how = `/sys/fs/cgroup/${resource}.pressure`;
    return { ...of, value: line?.stalledUs ?? NaN, grain: crossCheckGrainUs, how };
  });
}
