import type { GroupName } from '@hostwire/protocol';
import type { Bounds } from './kernel-ledger.ts';

/** Two values that should be the same, or of which the first should not be more than the second. */
export interface Finding {
  readonly group: GroupName;
  /** '' for a group without devices. */
  readonly device: string;
  readonly field: string;
  /** What the source says. */
  readonly a: number;
  readonly b: number;
  readonly relation: '=' | '<=' | '>=';
  readonly tolerance: number;
  readonly ok: boolean;
  /** What `b` is: the file or rule it comes from. */
  readonly how: string;
  /** When they do not agree: what to make of it. */
  readonly note?: string;
}

export type What = Pick<Finding, 'group' | 'device' | 'field' | 'how' | 'note'>;

/** What was read twice and still says nothing. */
export interface NotCompared extends Omit<What, 'note'> {
  readonly reason: string;
}

/** The source's value lies in bounds; what is read otherwise should lie there too, up to its grain. */
export function same(what: What, of: { bounds: Bounds; b: number; grain: number }): Finding[] {
  const { bounds, b, grain } = of;
  const a = (bounds.least + bounds.most) / 2;
  if (Number.isNaN(a) || Number.isNaN(b)) return []; // one of them does not have it
  const tolerance = (bounds.most - bounds.least) / 2 + grain;
  return [{ ...what, a, b, relation: '=', tolerance, ok: Math.abs(a - b) <= tolerance }];
}

/** A value of the source itself that should lie in bounds. */
export function within(what: What, of: { a: number; bounds: Bounds }): Finding[] {
  const { least, most } = of.bounds;
  return equal(what, { a: of.a, b: (least + most) / 2, tolerance: (most - least) / 2 });
}

/** Two values of the source itself that should be the same. */
export function equal(what: What, of: { a: number; b: number; tolerance: number }): Finding[] {
  const { a, b, tolerance } = of;
  if (Number.isNaN(a) || Number.isNaN(b)) return [];
  return [{ ...what, a, b, relation: '=', tolerance, ok: Math.abs(a - b) <= tolerance }];
}

export function atMost(what: What, of: { a: number; b: number; tolerance?: number }): Finding[] {
  const { a, b, tolerance = 0 } = of;
  if (Number.isNaN(a) || Number.isNaN(b)) return [];
  return [{ ...what, a, b, relation: '<=', tolerance, ok: a <= b + tolerance }];
}

export function atLeast(what: What, of: { a: number; b: number }): Finding[] {
  const { a, b } = of;
  return [{ ...what, a, b, relation: '>=', tolerance: 0, ok: a >= b }];
}

/** Of findings about the same at different times the one that is closest to its tolerance, or furthest beyond. */
export function worst(findings: readonly Finding[]): Finding[] {
  const byName = new Map<string, Finding>();
  for (const finding of findings) {
    const key = [finding.group, finding.device, finding.field, finding.how].join('\0');
    const known = byName.get(key);
    if (known === undefined || excess(finding) > excess(known)) byName.set(key, finding);
  }
  return [...byName.values()];
}

function excess({ a, b, relation, tolerance }: Finding): number {
  if (relation === '=') return Math.abs(a - b) - tolerance;
  return (relation === '<=' ? a - b : b - a) - tolerance;
}
