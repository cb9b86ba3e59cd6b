import type { Readings } from '../sampling/sampled-group.ts';
import { answered, type Answers, type PortableGroup } from './portable-group.ts';
import type { ReportedColumns } from './reported-columns.ts';
import { amount, list, record } from './reported.ts';

const states = { user: amount, nice: amount, system: amount, idle: amount, irq: amount };
const readCpuTime = record({ ...states, cores: list(record(states)) });

interface States {
  readonly user: number | undefined;
  readonly nice: number | undefined;
  readonly system: number | undefined;
  readonly idle: number | undefined;
  readonly irq: number | undefined;
}

const columnsOf = ({ user, nice, system, idle, irq }: States) => {
  return { user_ms: user, nice_ms: nice, system_ms: system, idle_ms: idle, irq_ms: irq };
};

/** Groups `cpu` and `cpu_core`, from currentLoad as reader-child.mjs sums it up. */
export class PortableCpu implements PortableGroup {
  readonly name = 'cpu';
  readonly calls = ['currentLoad'] as const;
  readonly #total: ReportedColumns;
  readonly #cores: ReportedColumns;

  constructor(total: ReportedColumns, cores: ReportedColumns) {
    this.#total = total;
    this.#cores = cores;
  }

  get resets(): number {
    return this.#total.resets + this.#cores.resets;
  }

  read(answers: Answers): Readings {
    const reported = answered(readCpuTime(answers.get('currentLoad')), 'currentLoad');
    const total = { name: '', columns: { ...columnsOf(reported), cores: reported.cores.length } };
    const cpu = this.#total.reading([total]);
    const cores = this.#cores.reading(
      reported.cores.map((core, i) => ({ name: `${i}`, columns: columnsOf(core) })),
    );
    return { ...(cpu && { cpu }), ...(cores && { cpu_core: cores }) };
  }

  forget(): void {
    this.#total.forget();
    this.#cores.forget();
  }
}
