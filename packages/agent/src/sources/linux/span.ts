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
  if (!groups.some(({ coveredMs }) => coveredMs !== intervalMs)) return undefined;
  const values = blankRow('span');
  let differs = false;
  for (const { name, coveredMs } of groups) {
    const at = positions.get(name);
    if (at === undefined || coveredMs === intervalMs) continue;
    values[at] = coveredMs;
    differs = true;
  }
  return differs ? scalarReading(values) : undefined;
}
