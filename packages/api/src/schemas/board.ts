import { z } from 'zod';
import { boardLimits } from '../boards/board-limits.ts';
import { chartId } from './chart.ts';
import { hostName } from './host.ts';

const { panels, nameLength, sqlLength, textLength } = boardLimits;

const chartPanel = z.object({
  kind: z.literal('chart'),
  host: hostName,
  chart: chartId,
  isWide: z.boolean(),
});
const queryPanel = z.object({
  kind: z.literal('query'),
  title: z.string().max(nameLength),
  sql: z.string().max(sqlLength),
  isWide: z.boolean(),
});

/** A dashboard: charts of any hosts and queries, side by side. */
export const board = z.object({
  name: z.string().trim().min(1).max(nameLength),
  /** The id of a preset of the pages: `1h`. */
  range: z.string().max(20),
  panels: z
    .array(z.discriminatedUnion('kind', [chartPanel, queryPanel]))
    .max(panels)
    .readonly(),
});
export type Board = z.infer<typeof board>;

const sharedBoard = z.object({
  board,
  actor: z.string(),
  changedMs: z.number(),
  /** +1 at each change. */
  version: z.number(),
});
export type SharedBoard = z.infer<typeof sharedBoard>;

export const boardsResponse = z.object({ boards: z.array(sharedBoard) });
export const boardResponse = z.object({ board: sharedBoard });
export const boardParams = z.object({ name: z.string().min(1).max(nameLength) });

export const saveBoardRequest = z.strictObject({
  board: board.refine((value) => JSON.stringify(value).length <= textLength, {
    message: `a dashboard has at most ${textLength} characters`,
  }),
  /** The version that was changed; absent: it is new. */
  version: z.number().int().min(1).optional(),
});
