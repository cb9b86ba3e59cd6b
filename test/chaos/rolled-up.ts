/**
 * Whether roll-ups say what their samples say, by an SQL of its own: totals of each host's windows, one figure of each kind.
 * A window counts once all samples of its epochs and days are rolled up, which `rollup_progress` says.
 */
import type { ChaosDatabase } from './chaos-database.ts';

export interface RolledUp {
  /** Windows of hosts. */
  readonly windows: number;
  /** A line for each figure of a window that differs. */
  readonly differences: readonly string[];
}

interface Figure {
  readonly name: string;
  /** Over samples. */
  readonly raw: string;
  readonly group: string;
  /** Over the rows of all devices. */
  readonly rolled: string;
}

const devices = (column: string) => `arrayMap(value -> ifNull(value, 0), ${column})`;
const figures: readonly Figure[] = [
  { name: 'cpu.user_ms', raw: 'sum(cpu.user_ms)', group: 'cpu', rolled: 'sum(r.user_ms)' },
  ...['sum', 'count', 'min', 'max'].map((kept) => ({
    name: `memory.available_bytes, ${kept}`,
    raw: `${kept}(memory.available_bytes)`,
    group: 'memory',
    rolled: `${kept === 'count' ? 'sum' : kept}(r.available_bytes_${kept})`,
  })),
  {
    name: 'network.receive_bytes',
    raw: `sum(arraySum(${devices('network.receive_bytes')}))`,
    group: 'network',
    rolled: 'sum(r.receive_bytes)',
  },
  {
    name: 'process.cpu_ms',
    raw: `sum(arraySum(${devices('process.cpu_ms')}))`,
    group: 'process',
    rolled: 'sum(r.cpu_ms)',
  },
];

const levels = { '1m': 'toStartOfMinute', '1h': 'toStartOfHour' } as const;

export interface RolledUpOptions {
  /** Hosts whose samples may be gone while their roll-ups stay. */
  readonly except: readonly string[];
  /** What was filed under the time of its reception, was lost, and was given again is filed under a later one. */
  readonly mayHaveMoved: boolean;
}

/** Without windows in which the database lost samples for good: their roll-ups stay, too. */
export async function readRolledUp(database: ChaosDatabase, options: RolledUpOptions): Promise<RolledUp> {
  const rows = await database.query<{ line: string; isDifferent: number }>(
    Object.keys(levels)
      .map((level) => comparison(level as keyof typeof levels, options))
      .join('\nUNION ALL\n'),
  );
  return {
    windows: rows.length,
    differences: rows.filter(({ isDifferent }) => isDifferent === 1).map(({ line }) => line),
  };
}

function comparison(level: keyof typeof levels, { except, mayHaveMoved }: RolledUpOptions): string {
  const others = except.map((host) => ` AND host != '${host}'`).join('');
  const known = (value: string) => `toInt64(ifNull(${value}, 0))`;
  const raw = `
    SELECT host, toString(${levels[level]}(samples.ts)) AS window,
      countIf(samples.seq >= m.next OR m.samples != t.samples) AS left,
      [${figures.map((figure) => known(figure.raw)).join(', ')}] AS sampled
    FROM samples
    LEFT JOIN (
      SELECT day, agent_id, epoch, argMax(p.next, p.version) AS next, argMax(p.samples, p.version) AS samples
      FROM rollup_progress AS p GROUP BY day, agent_id, epoch) AS m
      ON m.day = samples.day AND m.agent_id = samples.agent_id AND m.epoch = samples.epoch
    LEFT JOIN (
      SELECT s.day AS day, s.agent_id AS agent_id, s.epoch AS epoch, countIf(s.kind = 'sample') AS samples
      FROM samples AS s GROUP BY day, agent_id, epoch) AS t
      ON t.day = samples.day AND t.agent_id = samples.agent_id AND t.epoch = samples.epoch
    WHERE samples.kind = 'sample'${others} GROUP BY host, window`;
  const parts = figures.map(
    ({ group, rolled }, index) => `
    SELECT host, toString(r.ts) AS window, ${index} AS figure, ${known(rolled)} AS value
    FROM rollup_${group}_${level} AS r FINAL WHERE 1${others} GROUP BY host, r.ts`,
  );
  const rolledUp = `
    SELECT host, window, arrayMap(i -> totals[i], range(${figures.length})) AS rolled
    FROM (
      SELECT host, window, sumMap(map(figure, value)) AS totals
      FROM (${parts.join(' UNION ALL ')}) GROUP BY host, window)`;
  const count = figures.findIndex(({ name }) => name.endsWith(', count')) + 1;
  const moved = mayHaveMoved ? ` AND NOT rolled[${count}] > sampled[${count}]` : '';
  return `SELECT concat('${level} ', host, ' ', window, ': samples ', toString(sampled), ', rolled up ', toString(rolled)) AS line,
    sampled != rolled AS isDifferent
  FROM (${raw}) AS a FULL JOIN (${rolledUp}) AS b USING (host, window)
  LEFT JOIN (
    SELECT host, groupArray((gap_from, gap_to)) AS spans FROM samples
    WHERE kind = 'gap' AND gap_reason = 'database_lost' GROUP BY host) AS lost USING (host)
  WHERE left = 0
    AND NOT arrayExists(span -> ${levels[level]}(span.1) <= toDateTime(window, 'UTC') AND span.2 >= toDateTime(window, 'UTC'), spans)${moved}`;
}
