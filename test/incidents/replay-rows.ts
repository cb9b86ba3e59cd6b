/** Stores the samples of scenarios in a real ClickHouse, and asks the default rules what they would have fired. */
import { defaultRules, previewRule, type WatchedHost } from '@hostwire/alerts';
import { systemClock } from '@hostwire/runtime';
import type { Database } from '@hostwire/storage';
import { noiseOf, ordinary, rowOf } from './host-state.ts';
import { defaultMinutes, eventMinute, type Scenario } from './scenario.ts';
import type { Firing, Judged } from './score.ts';

/** A Monday. */
const startMs = Date.UTC(2026, 2, 2, 8);
const minuteMs = 60_000;
const weekMs = 7 * 86_400_000;
/** The preview begins a step late and ends a step late. */
const slackMs = 30 * minuteMs;
const rowsPerInsert = 4_000;
const historyAround = { beforeMinutes: 120, afterMinutes: 270 } as const;

interface Row {
  readonly day: string;
  readonly row: Record<string, unknown>;
}

export async function replayRows(db: Database, scenarios: readonly Scenario[]): Promise<Judged[]> {
  await store(db, scenarios);
  const firings = await firingsOf(db, scenarios);
  return scenarios.map((scenario, index) => ({
    ...scenario,
    beginMs: startMs + scenario.fromMinute * minuteMs,
    firings: firings.filter(({ host }) => host === hostOf(index)),
  }));
}

function hostOf(index: number): string {
  return `host${index}`;
}

async function store(db: Database, scenarios: readonly Scenario[]): Promise<void> {
  const byDay = new Map<string, Record<string, unknown>[]>();
  const flush = async (rows: Record<string, unknown>[]) => {
    if (rows.length > 0) await db.insertRows('samples', rows.splice(0));
  };
  for (const [index, scenario] of scenarios.entries()) {
    for (const { day, row } of rowsOf(scenario, index)) {
      const rows = byDay.get(day) ?? [];
      byDay.set(day, rows);
      rows.push(row);
      if (rows.length >= rowsPerInsert) await flush(rows);
    }
  }
  for (const rows of byDay.values()) await flush(rows);
}

function* rowsOf(scenario: Scenario, index: number): Iterable<Row> {
  const { minutes = defaultMinutes, intervalMs = 10_000 } = scenario;
  const noise = noiseOf(index + 1);
  const at = {
    host: hostOf(index),
    agentId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    intervalMs,
  };
  const row = (tsMs: number, state: Parameters<typeof rowOf>[0], every = intervalMs): Row => {
    return {
      day: new Date(tsMs).toISOString().slice(0, 10),
      row: rowOf(state, { ...at, tsMs, intervalMs: every }),
    };
  };
  if (scenario.hasHistory === true) {
    const { beforeMinutes, afterMinutes } = historyAround;
    for (const week of [2, 1])
      for (let minute = -beforeMinutes; minute < afterMinutes; minute += 0.5) {
        // What is ordinary on this host at this time: a quiet range was so in the weeks before.
        const base = ordinary(noise);
        const usual =
          scenario.fires.length === 0 ? scenario.differs({ minute: minute % eventMinute, noise }, base) : {};
        yield row(startMs - week * weekMs + minute * minuteMs, { ...base, ...usual }, 30_000);
      }
  }
  for (let ms = 0; ms < minutes * minuteMs; ms += intervalMs) {
    const base = ordinary(noise);
    const difference = scenario.differs({ minute: ms / minuteMs, noise }, base);
    if (difference !== undefined) yield row(startMs + ms, { ...base, ...difference });
  }
}

async function firingsOf(db: Database, scenarios: readonly Scenario[]): Promise<Firing[]> {
  const hosts = new Map<string, WatchedHost>();
  for (const [index, { intervalMs = 10_000 }] of scenarios.entries())
    hosts.set(hostOf(index), {
      host: hostOf(index),
      labels: {},
      schedule: { intervalMs, flushMs: 10_000 },
    });
  const longest = Math.max(...scenarios.map(({ minutes = defaultMinutes }) => minutes));
  const range = { fromMs: startMs, toMs: startMs + longest * minuteMs + slackMs };
  const firings: Firing[] = [];
  for (const rule of defaultRules) {
    if (rule.kind === 'silent' || rule.kind === 'condition') continue;
    const { alerts } = await previewRule({ rule, ...range }, { db, clock: systemClock, hosts });
    for (const { host, device, firedMs } of alerts) firings.push({ rule: rule.id, host, device, firedMs });
  }
  return firings;
}
