import { describe, expect, test } from '@jest/globals';
import { defaultSchedule } from '@hostwire/protocol';
import type { AlertEpisode, AlertEventRow } from '@hostwire/storage';
import fc from 'fast-check';
import { alertKey, applyEvent, changesOf, type Evaluation } from './alert-state.ts';
import type { AlertRule, Finding } from './rule.ts';

const rule: AlertRule = {
  id: 'r',
  severity: 'warning',
  sql: '',
  forMs: 60_000,
  summarize: ({ host, device, value }) => `${host} ${device} ${value}`,
};
const breach: Finding = { device: '/', breach: true, value: 95, sinceMs: null };
const hold: Finding = { ...breach, breach: false, value: 89 };

/** Drives one host through evaluations and keeps what is active. */
class Drive {
  readonly active = new Map<string, AlertEpisode>();
  readonly events: AlertEventRow[] = [];

  at(nowMs: number, findings: readonly Finding[] | undefined, more: Partial<Evaluation> = {}): string[] {
    const observations = findings === undefined ? [] : [{ host: 'h', findings }];
    const events = changesOf(this.active, {
      rule,
      nowMs,
      recoveredMs: 0,
      observations,
      watched: new Set(['h']),
      arriving: () => false,
      schedule: () => defaultSchedule,
      ...more,
    });
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
    expect(drive.at(90_000, [])).toEqual([]);
    expect(drive.events[1]).toMatchObject({ sinceMs: 0, tsMs: 60_000, value: 97, summary: 'h / 97' });
    expect(new Set(drive.events.map(({ id }) => id)).size).toBe(3);
  });

  test('that goes away while pending never fires', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    expect(drive.at(30_000, [])).toEqual(['resolved']);
    expect(drive.at(60_000, [breach])).toEqual(['pending']);
    expect(drive.events[2]?.sinceMs).toBe(60_000);
  });

  test('below the threshold but within the margin: pending goes, firing stays', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    expect(drive.at(10_000, [hold])).toEqual(['resolved']);
    expect(drive.at(20_000, [hold])).toEqual([]);
    drive.at(30_000, [breach]);
    drive.at(90_000, [breach]);
    expect(drive.at(100_000, [hold])).toEqual([]);
    expect(drive.at(110_000, [breach])).toEqual([]);
    expect(drive.at(120_000, [])).toEqual(['resolved']);
  });

  test('stays as it is while nothing is known of its host', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    expect(drive.at(60_000, undefined)).toEqual([]);
    expect(drive.at(61_000, [breach])).toEqual(['firing']);
    expect(drive.at(70_000, undefined)).toEqual([]);
    expect(drive.at(80_000, [])).toEqual(['resolved']);
  });

  test('of a host that is revoked is resolved, and none begins', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    drive.at(60_000, [breach]);
    const watched = new Set<string>();
    expect(drive.at(70_000, undefined, { watched })).toEqual(['resolved']);
    expect(drive.at(80_000, [breach], { watched })).toEqual([]);
  });

  test('of another rule is left alone', () => {
    const drive = new Drive();
    drive.at(0, [breach]);
    expect(drive.at(10_000, [], { rule: { ...rule, id: 'other' } })).toEqual([]);
  });

  test('each device has its own', () => {
    const drive = new Drive();
    drive.at(0, [breach, { ...breach, device: '/home' }]);
    expect(drive.at(60_000, [breach])).toEqual(['firing', 'resolved']);
    expect([...drive.active.keys()]).toEqual([alertKey({ rule: 'r', host: 'h', device: '/' })]);
  });
});

test('a rule about silence counts a host by its own schedule', () => {
  const silent = { ...rule, forMs: 0, whenSilent: true };
  const quiet = (seconds: number): Finding => ({ ...breach, device: '', value: seconds, sinceMs: 0 });
  const each = { rule: silent, schedule: () => ({ intervalMs: 1_000, flushMs: 60_000 }) };
  expect(new Drive().at(62_000, [quiet(62)], each)).toEqual([]);
  expect(new Drive().at(92_000, [quiet(92)], each)).toEqual(['pending']);
  expect(new Drive().at(93_000, [quiet(93)], each)).toEqual(['firing']);
});

describe('a rule about missing data', () => {
  const silent = { ...rule, forMs: 15_000, graceMs: 90_000, disprovedByArrivals: true };
  const since = (sinceMs: number): Finding => ({ device: '', breach: true, value: 0, sinceMs });

  test('fires at once when the data tells that the condition held long enough', () => {
    expect(new Drive().at(100_000, [since(85_000)], { rule: silent })).toEqual(['firing']);
    expect(new Drive().at(100_000, [since(85_001)], { rule: silent })).toEqual(['pending']);
  });

  test('waits after a restart for hosts that were not seen since', () => {
    const drive = new Drive();
    const recovered = { rule: silent, recoveredMs: 100_000 };
    expect(drive.at(100_000, [since(20_000)], recovered)).toEqual([]);
    expect(drive.at(189_999, [since(20_000)], recovered)).toEqual([]);
    expect(drive.at(190_000, [since(20_000)], recovered)).toEqual(['firing']);
  });

  test('does not wait for a host that was seen since the restart', () => {
    expect(new Drive().at(120_000, [since(104_000)], { rule: silent, recoveredMs: 100_000 })).toEqual([
      'firing',
    ]);
  });

  test('keeps an alert that fired before the restart', () => {
    const drive = new Drive();
    drive.at(100_000, [since(80_000)], { rule: silent });
    expect(drive.at(110_000, [since(80_000)], { rule: silent, recoveredMs: 105_000 })).toEqual([]);
    expect(drive.at(120_000, [], { rule: silent, recoveredMs: 105_000 })).toEqual(['resolved']);
  });

  test('believes batches that arrive more than the clock of the host', () => {
    const drive = new Drive();
    expect(drive.at(100_000, [since(0)], { rule: silent, arriving: () => true })).toEqual([]);
    expect(drive.at(110_000, [since(0)], { rule: silent })).toEqual(['firing']);
    expect(drive.at(120_000, [since(0)], { rule: silent, arriving: () => true })).toEqual(['resolved']);
  });
});

test('whatever is found: fires at most once per episode, resolves at most once, never while the condition holds', () => {
  const step = fc.constantFrom<readonly Finding[] | undefined>([breach], [hold], [], undefined);
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
