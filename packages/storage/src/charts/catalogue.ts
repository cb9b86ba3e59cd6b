/**
 * Every chart of a host's page: the one list. The API's ids, the page's sections, the SQL and the live points follow from
 * it. This folder does no I/O, so pages may import it.
 */
import { agentSection } from './agent.ts';
import { cgroupsSection } from './cgroups.ts';
import type { ChartDefinition, ChartSection } from './chart.ts';
import { cpuSection } from './cpu.ts';
import { disksSection } from './disks.ts';
import { memorySection } from './memory.ts';
import { networkSection } from './network.ts';
import { processesSection } from './processes.ts';
import { sensorsSection } from './sensors.ts';

const sections = [
  cpuSection,
  memorySection,
  disksSection,
  networkSection,
  processesSection,
  cgroupsSection,
  sensorsSection,
  agentSection,
] as const;

type KeysOf<Sections extends readonly ChartSection[]> = {
  [Index in keyof Sections]: keyof Sections[Index]['charts'];
}[number];
export type ChartName = Extract<KeysOf<typeof sections>, string>;

/** The headings of the page, in its order. */
export const chartSections: readonly ChartSection[] = sections;

const byName = new Map(chartSections.flatMap(({ charts }) => Object.entries(charts)));

/** In the order of the page. */
export const chartNames = [...byName.keys()] as [ChartName, ...ChartName[]];

export function chartOf(name: ChartName): ChartDefinition {
  return byName.get(name)!;
}
