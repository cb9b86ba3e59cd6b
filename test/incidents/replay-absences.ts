/** Plays the timeline of `absences.ts` through the evaluator itself, on a clock by hand and a real ClickHouse. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Alerts, alertEventId, defaultRules, type AlertCondition, type WatchedHost } from '@hostwire/alerts';
import { defaultSchedule } from '@hostwire/protocol';
import { createLogger } from '@hostwire/runtime';
import { insertAlertEvents, type Database } from '@hostwire/storage';
import { QuietFleet } from '@hostwire/testing/alerts';
import { absences, ingestStall, timelineMinutes, type Absence } from './absences.ts';
import { during } from './scenario.ts';
import type { Judged } from './score.ts';

const startMs = Date.UTC(2026, 2, 2, 8);
const roundMs = 10_000;
const minuteMs = 60_000;

export async function replayAbsences(db: Database): Promise<Judged[]> {
  const timeline = new Timeline();
  await rememberSuspends(db);
  await leaveLease(db);
  const alerts = new Alerts({
    ...{ db, rulesDb: db, clock: timeline.clock, fleet: timeline },
    logger: createLogger({ name: 'incidents', level: 'silent' }),
    plan: { channels: new Map(), routes: [] },
    holder: 'incidents',
    outagePath: join(tmpdir(), 'hostwire-incidents-outage.json'),
    webUrl: () => 'http://127.0.0.1:4680',
    defaults: defaultRules.filter(({ kind }) => kind === 'silent' || kind === 'condition'),
  });
  while (timeline.minute < timelineMinutes) {
    await alerts.evaluate();
    timeline.advance();
  }
  const history = await alerts.history({ limit: 1_000 });
  await alerts.stop();
  const fired = history.flatMap(({ rule, host, device, firedMs }) => {
    return firedMs === null ? [] : [{ rule, host, device, firedMs }];
  });
  const hosts = absences.map(({ name, fires }) => {
    return { name, fires, beginMs: startMs, firings: fired.filter(({ host }) => host === name) };
  });
  const ofRule = (id: string) => fired.filter(({ host, rule }) => host === '' && rule === id);
  return [
    ...hosts,
    ...['ingest_stalled', 'collector_away'].map((rule) => ({
      name:
        rule === 'ingest_stalled' ? 'ClickHouse takes no INSERT' : 'the collector was down for half an hour',
      fires: [rule],
      beginMs: startMs,
      firings: ofRule(rule),
    })),
  ];
}

/** A collector was killed half an hour before. */
async function leaveLease(db: Database): Promise<void> {
  const taken = ((startMs - 30 * minuteMs) / 1000).toFixed(3);
  await db.insertRows('writer_lease', [{ shard: 'alerts', lease: 1, holder: 'before', taken }]);
}

/** As noted at the end of an earlier absence. */
async function rememberSuspends(db: Database): Promise<void> {
  const atMs = startMs - 86_400_000;
  await insertAlertEvents(
    db,
    absences
      .filter(({ suspends }) => suspends === true)
      .map(({ name: host }) => {
        const key = { rule: 'host_silent', host, device: '', sinceMs: atMs };
        const facts = { severity: 'critical', value: 0, threshold: null, summary: '', actor: '' };
        const id = alertEventId(key, 'resolved');
        return {
          ...key,
          ...facts,
          id,
          state: 'resolved',
          tsMs: atMs,
          note: 'The host was suspended.',
        } as const;
      }),
  );
}

/** The fleet as its collector sees it, at a time by hand. */
class Timeline extends QuietFleet {
  #nowMs = startMs;
  readonly clock = { nowMs: () => this.#nowMs, monoMs: () => this.#nowMs };
  readonly #heardMs = new Map<string, number>();
  readonly #sending = new Set<string>();
  readonly #conditionMs = new Map<string, number>();

  get minute(): number {
    return (this.#nowMs - startMs) / minuteMs;
  }

  advance(): void {
    this.#nowMs += roundMs;
    for (const { name, isHeard = () => true } of absences) if (isHeard(this.minute)) this.#sending.add(name);
    if (this.#isStalled()) return;
    // After a stall everything that was sent meanwhile is stored.
    for (const name of this.#sending) this.#heardMs.set(name, this.#nowMs);
    this.#sending.clear();
  }

  *hosts(): Iterable<WatchedHost> {
    for (const { name: host, schedule = defaultSchedule } of absences) yield { host, labels: {}, schedule };
  }

  heard(host: string) {
    const ms = this.#heardMs.get(host);
    return ms === undefined ? undefined : { sampleMs: ms, arrivedMs: ms };
  }

  override missing(host: string) {
    return absenceOf(host)?.reason ?? 'network';
  }

  override ingest() {
    const sinceMs = startMs + ingestStall.fromMinute * minuteMs;
    return this.#isStalled()
      ? { stalledSinceMs: sinceMs, reason: 'no batch is committed: the disk is full' }
      : { stalledSinceMs: null, reason: '' };
  }

  override conditions(): AlertCondition[] {
    return absences.flatMap(({ name: host, condition }) => {
      const found = condition?.(this.minute);
      if (found === undefined) return [];
      const sinceMs = this.#conditionMs.get(host) ?? this.#nowMs;
      this.#conditionMs.set(host, sinceMs);
      return [{ ...found, host, device: '', sinceMs }];
    });
  }

  #isStalled(): boolean {
    return during(this.minute, ingestStall.lasts, ingestStall.fromMinute);
  }
}

function absenceOf(host: string): Absence | undefined {
  return absences.find(({ name }) => name === host);
}
