import type { Reading } from '@hostwire/protocol';
import { blankRow, columnPosition, scalarReading } from './columns.ts';

/** Groups whose increments are over the interval of the sample, unless a span says otherwise. */
const positions = new Map(
  ['cpu', 'memory', 'disk', 'network', 'pressure', 'socket'].map((group) => [
    group,
    columnPosition('span', `${group}_ms`),
  ]),
);

interface Covering {
  readonly name: string;
  readonly coveredMs: number;
}

/** Group `span`: of the groups whose increments cover another time than the sample's. undefined: there is none. */
export function spanReading(groups: readonly Covering[], intervalMs: number): Reading | undefined {
  const others = groups.filter(({ name, coveredMs }) => coveredMs !== intervalMs && positions.has(name));
  if (others.length === 0) return undefined;
  const values = blankRow('span');
  for (const { name, coveredMs } of others) values[positions.get(name)!] = coveredMs;
  return scalarReading(values);
}
