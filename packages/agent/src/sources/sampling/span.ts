import { columnGroup, type Reading } from '@hostwire/protocol';
import { blankRow, scalarReading } from './columns.ts';

/** Groups whose increments are over the interval of the sample, unless a span says otherwise. */
const positions = new Map(columnGroup('span').columns.map(({ name }, at) => [name.replace(/_ms$/, ''), at]));

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
