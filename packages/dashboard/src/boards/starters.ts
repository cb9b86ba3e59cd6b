// What an empty page of dashboards offers: boards that are useful as they stand, and show what one can be.
import type { ChartId } from '../api/types.ts';
import { exampleQueries } from '../sql/examples.ts';
import type { Board, PanelSpec } from './board.ts';

export interface Starter {
  readonly name: string;
  readonly does: string;
  readonly board: (hosts: readonly string[]) => Board;
}

/** Charts side by side stay readable up to so many hosts. */
const hostsAtMost = 6;

const query = (name: string, isWide = false): PanelSpec => {
  const found = exampleQueries.find((each) => each.name === name);
  if (found === undefined) throw new Error(`No query that ships is called “${name}”.`);
  return { kind: 'query', title: found.name, sql: found.sql, isWide };
};
const chart = (host: string, id: ChartId, isWide = false): PanelSpec => ({
  kind: 'chart',
  host,
  chart: id,
  isWide,
});

export const starters: readonly Starter[] = [
  {
    name: 'The fleet now',
    does: 'CPU of every host, the busiest of them, traffic, and who is closest to a limit.',
    board: () => ({
      name: 'The fleet now',
      range: '1h',
      panels: [
        query('CPU of every host by minute, last hour', true),
        query('Busiest hosts, last 5 minutes'),
        query('Least memory available, last 15 minutes'),
        query('Network traffic by host, last hour'),
        query('Who is closest to a limit'),
      ],
    }),
  },
  {
    name: 'Disks',
    does: 'When each file system will be full, the fullest now, and the slowest disks.',
    board: () => ({
      name: 'Disks',
      range: '1h',
      panels: [
        query('When each file system will be full, by the last day', true),
        query('Fullest file systems now'),
        query('Slowest disks, last hour'),
      ],
    }),
  },
  {
    name: 'What runs',
    does: 'Programs and containers by CPU, memory and disk.',
    board: () => ({
      name: 'What runs',
      range: '1h',
      panels: [
        query('Programs by CPU time, last hour'),
        query('Programs by memory now'),
        query('Programs that read and write most, last hour'),
        query('Containers and units by memory now'),
      ],
    }),
  },
  {
    name: 'Hosts side by side',
    does: `CPU and memory of the first ${hostsAtMost} hosts, with one cursor.`,
    board: (hosts) => ({
      name: 'Hosts side by side',
      range: '1h',
      panels: hosts.slice(0, hostsAtMost).flatMap((host) => [chart(host, 'cpu'), chart(host, 'memory')]),
    }),
  },
];

/** Whether a board is only for those who may ask in SQL. */
export function asksInSql({ board }: Starter): boolean {
  return board([]).panels.some(({ kind }) => kind === 'query');
}
