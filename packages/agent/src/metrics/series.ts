import { isText } from '@hostwire/protocol';
import { metricLimits } from './metric-row.ts';

/** Name and value of each label, in any order. */
export type Labels = readonly (readonly [name: string, value: string])[];

/** Prometheus' names, and what StatsD clients put between their parts: no brace, quote, comma or equals sign. */
export const namePattern = /[A-Za-z_:][A-Za-z0-9_:./-]*/y;
export const labelNamePattern = /[A-Za-z_][A-Za-z0-9_./-]*/y;

/**
 * The identity of a series, the same in whichever order the labels were given. undefined when it does not fit: a
 * malformed or too long name, too many labels, a label twice, or more than a text of the protocol takes.
 */
export function seriesOf(name: string, labels: Labels): string | undefined {
  const { maxNameLength, maxLabels } = metricLimits;
  if (name.length > maxNameLength || !isWhole(namePattern, name) || labels.length > maxLabels)
    return undefined;
  if (labels.length === 0) return name;
  if (!labels.every(fits) || new Set(labels.map(([label]) => label)).size < labels.length) return undefined;
  const sorted = [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
  const series = `${name}{${sorted.map(([label, value]) => `${label}="${escaped(value)}"`).join(',')}}`;
  return isText(series) ? series : undefined;
}

function fits([name, value]: Labels[number]): boolean {
  const { maxLabelNameLength, maxLabelValueLength } = metricLimits;
  if (name.length > maxLabelNameLength || value.length > maxLabelValueLength) return false;
  return isWhole(labelNamePattern, name);
}

function isWhole(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text) && pattern.lastIndex === text.length;
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (c) => (c === '\n' ? String.raw`\n` : `\\${c}`));
}
