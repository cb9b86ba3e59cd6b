import { z } from 'zod';
import { chartSections } from '../generated/chart-sections.ts';

const charts = chartSections.flatMap((section) => [...section.charts]);

/** Every chart of a host page, in the order of the page. */
export const chartId = z.enum(charts);
export type ChartId = z.infer<typeof chartId>;

export const chartUnit = z.enum([
  'pct',
  'bytes',
  'bytes_per_s',
  'ops_per_s',
  'ms',
  'load',
  'count',
  'celsius',
  'rpm',
]);
export type ChartUnit = z.infer<typeof chartUnit>;

const chartSeries = z.object({
  name: z.string(),
  /** '' for a chart of the whole host. */
  device: z.string(),
  /** One value per entry of the chart's `tsMs`; null = no sample in that step. */
  values: z.array(z.number().nullable()),
  /** Lowest and highest within each step, where the chart was drawn from roll-ups. */
  min: z.array(z.number().nullable()).optional(),
  max: z.array(z.number().nullable()).optional(),
});
export type ChartSeries = z.infer<typeof chartSeries>;

const chart = z.object({
  chart: chartId,
  title: z.string(),
  unit: chartUnit,
  stacked: z.boolean(),
  /** Which devices are shown depends on the window: answers for two windows cannot be joined. */
  ranked: z.boolean(),
  /** The query behind the chart; runs as it stands. */
  sql: z.string(),
  /** Starts of the steps, ascending, `stepMs` apart. */
  tsMs: z.array(z.number()),
  series: z.array(chartSeries),
});
export type Chart = z.infer<typeof chart>;

/** A time range without samples. `reason` is '' when nothing is known about it. */
const gap = z.object({ fromMs: z.number(), toMs: z.number(), reason: z.string() });
export type Gap = z.infer<typeof gap>;

/**
 * From the last sample to now, while nothing comes. disconnected: the agent has no session, so host, agent or network
 * are down; uncommitted: it has one, but nothing of it is committed.
 */
export const openGap = gap.extend({ reason: z.enum(['revoked', 'disconnected', 'uncommitted']) });
export type OpenGap = z.infer<typeof openGap>;

export const chartLimits = {
  defaultPoints: 600,
  maxPoints: 5_000,
  minStepMs: 1_000,
  /** Ten years: hours are kept so long where the policy says so. */
  maxRangeMs: 3_660 * 86_400_000,
  /** The year 2200: far enough, and what the database can hold. */
  latestMs: Date.UTC(2200, 0, 1),
} as const;

const idsFromText = z
  .string()
  .transform((text) => text.split(',').filter((id) => id !== ''))
  .pipe(z.array(chartId).min(1).max(chartId.options.length));

/**
 * `charts` is a list of ids with commas between them. The range defaults to the last 15 minutes. `stepMs` asks for
 * exactly this step, to go on with a chart that is on screen; without it the step follows from `points`.
 */
export const chartsQuery = z.object({
  charts: idsFromText,
  fromMs: z.coerce.number().int().nonnegative().optional(),
  toMs: z.coerce.number().int().nonnegative().optional(),
  points: z.coerce.number().int().min(1).max(chartLimits.maxPoints).default(chartLimits.defaultPoints),
  stepMs: z.coerce.number().int().min(chartLimits.minStepMs).multipleOf(1_000).optional(),
});
export type ChartsQuery = z.infer<typeof chartsQuery>;

export const chartsResponse = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  stepMs: z.number(),
  charts: z.array(chart),
  /** Oldest first; the last one may be open. */
  gaps: z.array(gap),
});
export type ChartsResponse = z.infer<typeof chartsResponse>;
