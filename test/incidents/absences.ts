/** What the collector itself sees: hosts that come and go, a stall, what other parts of it report. */
import type { AlertCondition, MissingReason } from '@hostwire/alerts';
import type { SendingSchedule } from '@hostwire/protocol';
import { during } from './scenario.ts';

export interface Absence {
  readonly name: string;
  readonly fires: readonly string[];
  /** When something comes of the host; default: always. */
  readonly isHeard?: (minute: number) => boolean;
  /** What its connection shows while it is away. */
  readonly reason?: MissingReason;
  readonly schedule?: SendingSchedule;
  /** Its last absence was a suspend. */
  readonly suspends?: boolean;
  readonly condition?: (minute: number) => Omit<AlertCondition, 'host' | 'sinceMs' | 'device'> | undefined;
}

/** Everything is stored again after these minutes; meanwhile nothing of any host is. */
export const ingestStall = { fromMinute: 23, lasts: 4 } as const;
export const timelineMinutes = 30;

const away =
  (from: number, lasts = 1_000) =>
  (minute: number) =>
    !during(minute, lasts, from);
const silent = ['host_silent'];

export const absences: readonly Absence[] = [
  { name: 'power loss', fires: silent, isHeard: away(10) },
  { name: 'the network is cut for ten minutes', fires: silent, isHeard: away(10, 10) },
  { name: 'kernel panic, back after four minutes', fires: silent, isHeard: away(12, 4) },
  { name: 'the agent is killed and not restarted', fires: silent, isHeard: away(8, 15) },
  { name: 'a rack switch fails, first host', fires: silent, isHeard: away(15, 8) },
  { name: 'a rack switch fails, second host', fires: silent, isHeard: away(15, 8) },
  { name: 'shut down and forgotten', fires: silent, isHeard: away(5), reason: 'host_off' },
  {
    name: 'maintenance of 22 minutes without a silence',
    fires: silent,
    isHeard: away(5, 22),
    reason: 'host_off',
  },
  {
    name: 'an agent is stopped and not started again',
    fires: silent,
    isHeard: away(9, 20),
    reason: 'agent_stopped',
  },
  {
    name: 'a slow sender dies',
    fires: silent,
    isHeard: away(6),
    schedule: { intervalMs: 60_000, flushMs: 60_000 },
  },
  {
    name: 'two machines use one identity',
    fires: ['agent_cloned'],
    condition: (minute) =>
      minute >= 10 ? { rule: 'agent_cloned', value: 1, reason: 'two boots' } : undefined,
  },
  {
    name: 'the clock is 20 minutes ahead',
    fires: ['clock_off'],
    condition: (minute) => (minute >= 10 ? { rule: 'clock_off', value: 1_200, reason: '' } : undefined),
  },
  {
    name: 'a part is set aside as broken',
    fires: ['database_lost'],
    condition: (minute) =>
      minute >= 10 ? { rule: 'database_lost', value: 1, reason: 'ClickHouse set 1 parts aside' } : undefined,
  },
  {
    name: 'the budget holds two days',
    fires: ['storage_budget'],
    condition: (minute) =>
      minute >= 10
        ? { rule: 'storage_budget', value: 2, reason: 'it holds 2.0 days of raw samples' }
        : undefined,
  },
  { name: 'an ordinary host, also over the stall', fires: [] },
  { name: 'reboot of three minutes', fires: [], isHeard: away(10, 3), reason: 'host_off' },
  { name: 'firmware update of 12 minutes', fires: [], isHeard: away(10, 12), reason: 'host_off' },
  { name: 'package upgrade restarts the agent', fires: [], isHeard: away(12, 0.1), reason: 'agent_stopped' },
  { name: 'the connection is gone for 15 seconds', fires: [], isHeard: away(12, 0.2) },
  { name: 'a laptop is suspended for 15 minutes', fires: [], isHeard: away(8, 15), suspends: true },
  { name: 'a laptop is suspended until tomorrow', fires: [], isHeard: away(8), suspends: true },
  {
    name: 'a host that sends once in five minutes',
    fires: [],
    isHeard: (minute) => minute % 5 < 0.4,
    schedule: { intervalMs: 60_000, flushMs: 300_000 },
  },
  { name: 'a host that was enrolled and never started', fires: [], isHeard: () => false },
  {
    name: 'NTP sets a clock right within two minutes',
    fires: [],
    condition: (minute) =>
      during(minute, 2, 10) ? { rule: 'clock_off', value: 900, reason: '' } : undefined,
  },
];
