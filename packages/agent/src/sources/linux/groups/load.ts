import { loadavg } from 'node:os';
import { blankRow, columnPosition, scalarReading } from '../../sampling/columns.ts';
import type { Readings, SampledGroup } from '../../sampling/sampled-group.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { malformed } from '../files/malformed.ts';
import { type CrossCheckValue } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

const position = {
  load1: columnPosition('load', 'load1_centi'),
  load5: columnPosition('load', 'load5_centi'),
  load15: columnPosition('load', 'load15_centi'),
  tasks: columnPosition('load', 'tasks'),
};

export interface KernelLoad {
  /** Hundredths, which is what the kernel prints. */
  readonly load1Centi: number;
  readonly load5Centi: number;
  readonly load15Centi: number;
  /** Kernel scheduling entities that exist. */
  readonly tasks: number;
}

const line = /^(\d+)\.(\d\d) (\d+)\.(\d\d) (\d+)\.(\d\d) \d+\/(\d+) /;

/** `0.32 0.18 0.11 1/96 8180`, of which 1 is running; /proc/stat has that too. undefined: not such a line. */
export function parseLoad(bytes: Buffer): KernelLoad | undefined {
  const match = line.exec(bytes.toString('latin1'));
  if (match === null) return undefined;
  const hundredths = (group: number) => Number(match[group]) * 100 + Number(match[group + 1]);
  return {
    load1Centi: hundredths(1),
    load5Centi: hundredths(3),
    load15Centi: hundredths(5),
    tasks: Number(match[7]),
  };
}

/** Group `load`, from /proc/loadavg. Gauges only. */
class LoadGroup implements SampledGroup {
  readonly name = 'load';
  readonly resets = 0;
  readonly leftOut = 0;
  readonly #file: KernelBytes;

  constructor(file: KernelBytes) {
    this.#file = file;
  }

  read(): Readings {
    const load = parseLoad(this.#file.read());
    if (load === undefined) malformed(this.#file.path, 'line like "0.32 0.18 0.11 1/96 8180"');
    const values = blankRow('load');
    values[position.load1] = load.load1Centi;
    values[position.load5] = load.load5Centi;
    values[position.load15] = load.load15Centi;
    values[position.tasks] = load.tasks;
    return { load: scalarReading(values) };
  }

  forget(): void {
    // gauges have no baseline
  }

  close(): void {
    this.#file.close();
  }
}

export const loadGroup: SampledDefinition = {
  create: ({ file }) => new LoadGroup(file('loadavg')),
  crossChecks: () => [{ group: 'load', how: 'os.loadavg()', read: async () => loadsOfLibuv() }],
};

function loadsOfLibuv(): CrossCheckValue[] {
  const columns = ['load1_centi', 'load5_centi', 'load15_centi'];
  return loadavg().map((load, i): CrossCheckValue => {
    const of = { group: 'load', kind: 'level', how: 'os.loadavg()' } as const;
    return { ...of, columns: [columns[i]!], value: Math.round(load * 100), grain: 1 };
  });
}
