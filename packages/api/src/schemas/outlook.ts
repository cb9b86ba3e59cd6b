import { z } from 'zod';
import { chartLimits, chartUnit } from './chart.ts';
import { atQuery } from './host.ts';

export const outlookQuery = z.object({ atMs: atQuery });

const filesystemOutlook = z.object({
  mount: z.string(),
  usedBytes: z.number(),
  /** At which it is full. */
  limitBytes: z.number(),
  bytesPerHour: z.number(),
  /** null: it does not grow, or nobody can know. */
  hoursToFull: z.number().nullable(),
  /** 0 to 1. */
  confidence: z.number(),
  /** That the growth was measured over. */
  windowHours: z.number(),
});

const compared = z.object({
  name: z.string(),
  unit: z.string(),
  device: z.string(),
  now: z.number(),
  /** Median of what it is held against. */
  usual: z.number(),
  /** Robust standard deviations between them. */
  score: z.number(),
});

export const outlookResponse = z.object({
  filesystems: z.array(filesystemOutlook),
  /** Against the same hours of the two weeks before, the most unusual first. */
  baseline: z.array(compared),
  /** Against hosts with the same label, the most unusual first. */
  peers: z.array(compared.extend({ label: z.string() })),
});
export type OutlookResponse = z.infer<typeof outlookResponse>;

/** The range that is held against the time before it; at most a day. */
export const changesQuery = z.object({
  fromMs: z.coerce.number().int().min(0).max(chartLimits.latestMs),
  toMs: z.coerce.number().int().min(0).max(chartLimits.latestMs),
});

export const changesResponse = z.object({
  /** Where the time begins that the range is held against. */
  beforeMs: z.number(),
  /** The most unusual first. */
  changes: z.array(
    z.object({
      chart: z.string(),
      title: z.string(),
      unit: chartUnit,
      series: z.string(),
      /** '': the host as a whole. */
      device: z.string(),
      during: z.number(),
      before: z.number(),
      score: z.number(),
    }),
  ),
  /** Hosts of which a series moved the same way, by at least half as much. */
  elsewhere: z.array(
    z.object({
      chart: z.string(),
      series: z.string(),
      hosts: z.array(z.object({ host: z.string(), during: z.number(), before: z.number() })),
    }),
  ),
});
export type ChangesResponse = z.infer<typeof changesResponse>;
