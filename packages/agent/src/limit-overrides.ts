import { HostwireError } from '@hostwire/runtime';
import type { SpoolLimits } from './spool/retention.ts';

/**
 * Overrides of an agent's limits for tests: what takes an hour at the real ones is seen in seconds. Never written to disk, and known
 * only to whoever starts the process.
 */
export interface LimitOverrides {
  readonly spool: Partial<SpoolLimits>;
  /** Waits between attempts are this share of what they would be: above 0, at most 1. */
  readonly waitShare: number;
}

const spoolNames = ['spoolBytes', 'segmentBytes', 'backlogBytes', 'graceMs', 'graceBytes'] as const;
const names: ReadonlySet<string> = new Set([...spoolNames, 'waitShare']);

/** Of `{"graceMs": 10000, "waitShare": 0.1}`. Throws HostwireError FLAG_INVALID. */
export function parseLimitOverrides(json: string): LimitOverrides {
  const given = parse(json);
  const wrong = Object.entries(given).filter(
    ([name, value]) => !names.has(name) || typeof value !== 'number' || !(value > 0),
  );
  const { waitShare = 1, ...spool } = given as Partial<SpoolLimits> & { waitShare?: number };
  if (wrong.length > 0 || waitShare > 1)
    throw bad(`${[...names].join(', ')} are numbers above 0, waitShare at most 1`);
  return { spool, waitShare };
}

function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // said below
  }
  throw bad('not a JSON object');
}

function bad(why: string): HostwireError {
  return new HostwireError('FLAG_INVALID', `--limit-overrides: ${why}`);
}
