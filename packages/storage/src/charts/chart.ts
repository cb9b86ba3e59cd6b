import type { GroupName } from '@hostwire/protocol';
import type { Expression } from './expression.ts';
import type { Measure } from './measure.ts';

export type ChartUnit =
  'pct' | 'bytes' | 'bytes_per_s' | 'ops_per_s' | 'ms' | 'load' | 'count' | 'celsius' | 'rpm';

export interface Series {
  /** Shown to people, and part of the API. */
  readonly name: string;
  readonly measure: Measure;
}

/** What tells the lines of one series apart. */
export interface ChartDevice {
  /** In the view. */
  readonly column: string;
  /** In the group: a label; default: the name of the device. */
  readonly label?: string;
  /** Only this many devices are shown: those that lead in the window asked for. Without it, all are. */
  readonly leaders?: number;
  /** Several rows of one instant have the same device: they are added up. */
  readonly merged?: true;
  /** Devices without any value in the window are not shown. */
  readonly measuredOnly?: true;
}

export interface ChartDefinition {
  readonly title: string;
  readonly unit: ChartUnit;
  readonly stacked: boolean;
  /** The view, which has the name of the group of sample.proto that it shows. */
  readonly view: GroupName;
  /** Rows whose label has this value are left out. */
  readonly except?: { readonly label: string; readonly value: string };
  readonly device?: ChartDevice;
  /** Readings come more rarely than samples: shorter steps would show holes that are none. */
  readonly minStepMs?: number;
  /** What it means that a line has no value in a step; default: nothing was measured. */
  readonly absent?: 'not_measured' | 'not_leading';
  readonly series: readonly Series[];
}

/** The charts of one heading of the page, in its order. */
export interface ChartSection {
  /** The anchor of the section in the page. */
  readonly id: string;
  readonly title: string;
  /** Many hosts have nothing of the kind: without a value in the window, the section is not shown. */
  readonly optional?: true;
  readonly charts: Readonly<Record<string, ChartDefinition>>;
}

/** What is observed every 10 s: two readings fall into a step. */
export const slowStepMs = 20_000;

export const rate = (name: string, of = name): Series => ({ name, measure: { kind: 'rate', of } });
export const level = (name: string, of: Expression = name): Series => ({
  name,
  measure: { kind: 'level', of },
});
