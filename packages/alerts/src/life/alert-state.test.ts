import { describe, expect, test } from '@jest/globals';
import type { AlertEventRow } from '@hostwire/storage';
import fc from 'fast-check';
import { alertKey } from './alert-identity.ts';
import {
  applyEvent,
  changesOf,
  flap,
  type ActiveAlert,
  type Evaluation,
  type Finding,
} from './alert-state.ts';

const rule = { id: 'r', severity: 'warning', resolveAfterMs: 0 };
const found: Omit<Finding, 'atMs'> = {
  device: '/',
  breach: true,
  hold: true,
  value: 95,
  threshold: 90,
  sinceMs: null,
  forMs: 60_000,
  summary: 's',
};
const breach = found;
const hold = { ...found, breach: false, value: 89 };

/** Drives one host through evaluations and keeps what is active. */
class Drive {
  readonly active = new Map<string, ActiveAlert>();
  readonly events: AlertEventRow[] = [];
  fired = 0;

  at(
    nowMs: number,
    findings: readonly Omit<Finding, 'atMs'>[] | undefined,
    more: Partial<Evaluation> = {},
  ): string[] {
    const judged = findings?.map((finding) => ({ atMs: nowMs, ...finding }));
    const { events, clearing } = changesOf(this.active, {
      rule,
      nowMs,
      observations: judged === undefined ? [] : [{ host: 'h', findings: judged }],
      watched: () => true,
      timesFired: () => this.fired,
      ...more,
    });
    for (const [key, clearMs] of clearing) this.active.set(key, { ...this.active.get(key)!, clearMs });
    for (const event of events) applyEvent(this.active, event);
    this.events.push(...events);
    return events.map(({ state }) => state);
  }
}

describe('an alert', () => {
  test('is pending first, fires when the condition held long enough, and is resolved', () => {
    const drive = new Drive();
    expect(drive.at(0, [breach])).toEqual(['pending']);
    expect(drive.at(59_999, [breach])).toEqual([]);
    expect(drive.at(60_000, [{ ...breach, value: 97 }])).toEqual(['firing']);
    expect(drive.at(70_000, [breach])).toEqual([]);
    expect(drive.at(80_000, [])).toEqual(['resolved']);
    expect(drive.events[1]).toMatchObject({ sinceMs: 0, tsMs: 60_000, value: 97, threshold: 90 });
    expect(new Set(drive.events.map(({ id }) => id)).size).toBe(3);
  });

  test('holds by the time of the samples, not of the evaluation', () => {
    const drive = new Drive();
    const sampled = (atMs: number) => [{ ...breach, atMs }];
    drive.at(100_000, sampled(40_000));
    expect(drive.active.get(alertKey({ rule: 'r', host: 'h', device: '/' }))?.sinceMs).toBe(40_000);
    expect(drive.at(170_000, sampled(99_000))).toEqual([]);
    expect(drive.at(171_000, sampled(100_000))).toEqual(['firing']);
  });

  test('below the threshold but within the margin: pending goes, firing stays', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    expect(drive.at(10_000, [hold])).toEqual(['resolved']);
    drive.at(30_000, [breach]);
    drive.at(90_000, [breach]);
    expect(drive.at(100_000, [hold])).toEqual([]);
    expect(drive.at(120_000, [])).toEqual(['resolved']);
  });

  test('stays as it is while nothing is known of its host, and ends with the host', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    expect(drive.at(60_000, undefined)).toEqual([]);
    expect(drive.at(61_000, [breach])).toEqual(['firing']);
    expect(drive.at(70_000, undefined)).toEqual([]);
    expect(drive.at(80_000, undefined, { watched: () => false })).toEqual(['resolved']);
    expect(drive.at(90_000, [breach], { watched: () => false })).toEqual([]);
  });

  test('that flaps is resolved only after a long time without its condition', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    drive.at(60_000, [breach]);
    drive.fired = flap.times;
    expect(drive.at(70_000, [])).toEqual([]);
    expect(drive.at(80_000, [breach])).toEqual([]);
    expect(drive.at(90_000, [])).toEqual([]);
    expect(drive.at(90_000 + flap.resolveAfterMs - 1, [])).toEqual([]);
    expect(drive.at(90_000 + flap.resolveAfterMs, [])).toEqual(['resolved']);
  });

  test('an acknowledgement changes who is on it and nothing else', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    drive.at(60_000, [breach]);
    applyEvent(drive.active, { ...drive.events[1]!, state: 'acknowledged', actor: 'ann', tsMs: 61_000 });
    const [alert] = [...drive.active.values()];
    expect(alert).toMatchObject({
      state: 'firing',
      firedMs: 60_000,
      acknowledgedBy: 'ann',
      acknowledgedMs: 61_000,
    });
  });
});

test('whatever is found: fires at most once per episode, resolves at most once, never while the condition holds', () => {
  const step = fc.constantFrom([breach], [hold], [], undefined);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const drive = new Drive();
      steps.forEach((findings, i) => {
        const states = drive.at(i * 10_000, findings);
        if (findings?.[0]?.breach === true || findings === undefined)
          expect(states).not.toContain('resolved');
        if (findings?.[0]?.breach !== true) expect(states).not.toContain('firing');
      });
      const ids = drive.events.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
