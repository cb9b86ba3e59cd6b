/** Silences: times in which matching alerts are recorded and nobody is told. Once, or recurring (maintenance windows, quiet hours). */
import { z } from 'zod';
import { duration, scope } from '../rules/rule.ts';
import { matchesGlob, matchesScope, type HostFacts } from '../rules/scope.ts';

export const silenceLimits = { silences: 1_000, longestMs: 366 * 86_400_000 } as const;

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const recurrence = z.strictObject({
  /** Default: every day. */
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  /** `22:00`, in `timeZone`. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day as HH:MM'),
  lasts: duration(),
  timeZone: z
    .string()
    .default('UTC')
    .refine(isTimeZone, 'expected the name of a time zone, such as Europe/Berlin'),
});

export const silenceRequest = scope.extend({
  rule: z.string().min(1).optional(),
  /** Severities that are still told. */
  except: z.array(z.enum(['info', 'warning', 'critical'])).default([]),
  fromMs: z.number().int().optional(),
  /** null: until it is ended; only for recurring ones. */
  untilMs: z.number().int().nullable(),
  recurs: recurrence.nullable().default(null),
  reason: z.string().min(1, 'say why, for those who wonder later').max(500),
});
export type SilenceRequest = z.input<typeof silenceRequest>;
type SilenceTerms = z.output<typeof silenceRequest>;

export interface Silence extends SilenceTerms {
  readonly id: string;
  readonly actor: string;
  readonly createdMs: number;
  readonly version: number;
}

/** Of the alert that may be silenced. */
export interface SilenceSubject extends HostFacts {
  readonly device: string;
  readonly rule: string;
  readonly severity: string;
}

export function isSilenced(silence: Silence, subject: SilenceSubject, nowMs: number): boolean {
  return isInForce(silence, nowMs) && concerns(silence, subject);
}

function concerns(silence: Silence, subject: SilenceSubject): boolean {
  if (silence.rule !== undefined && !matchesGlob(silence.rule, subject.rule)) return false;
  if (silence.except.some((severity) => severity === subject.severity)) return false;
  return matchesScope(silence, subject);
}

export function isOver({ untilMs }: Pick<Silence, 'untilMs'>, nowMs: number): boolean {
  return untilMs !== null && nowMs >= untilMs;
}

function isInForce(silence: Silence, nowMs: number): boolean {
  if (nowMs < (silence.fromMs ?? silence.createdMs) || isOver(silence, nowMs)) return false;
  const { recurs } = silence;
  if (recurs === null) return true;
  const day = 86_400_000;
  // It began at `at` of today or, when it lasts that long, of a day before.
  for (let backMs = 0; backMs <= recurs.lasts + day; backMs += day) {
    const local = localTime(nowMs - backMs, recurs.timeZone);
    if (!recurs.days.includes(local.weekday)) continue;
    const [hour = 0, minute = 0] = recurs.at.split(':').map(Number);
    const sinceMs = local.msOfDay - (hour * 60 + minute) * 60_000 + backMs;
    if (sinceMs >= 0 && sinceMs < recurs.lasts) return true;
  }
  return false;
}

function localTime(ms: number, timeZone: string): { weekday: (typeof weekdays)[number]; msOfDay: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const weekday = weekdays.find((name) => name === of('weekday').toLowerCase()) ?? 'sun';
  return {
    weekday,
    msOfDay: ((Number(of('hour')) * 60 + Number(of('minute'))) * 60 + Number(of('second'))) * 1000,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
