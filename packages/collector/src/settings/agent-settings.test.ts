import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '../testing/manual-clock.ts';
import { AgentSettings, watchLimits } from './agent-settings.ts';

let clock: ManualClock;
let connected: number;
let settings: AgentSettings;

beforeEach(() => {
  clock = new ManualClock();
  connected = 1;
  settings = new AgentSettings({ clock, connected: () => connected });
});

const flushMs = (host: string) => settings.of(host).flushMs;

test('an agent that nobody looks at sends every 5 s', () => {
  expect(settings.of('web1')).toEqual({ version: 1, intervalMs: 1_000, flushMs: 5_000 });
});

test('the agent of a watched host sends each sample; others do not', () => {
  settings.watch('web1');
  expect(settings.of('web1')).toEqual({ version: 2, intervalMs: 1_000, flushMs: 1_000 });
  expect(flushMs('web2')).toBe(5_000);
});

test('a host is watched until some seconds after its last page', () => {
  const [first, second] = [settings.watch('web1'), settings.watch('web1')];
  first();
  first();
  clock.ms += watchLimits.lingerMs;
  expect(flushMs('web1')).toBe(1_000); // the second is open
  second();
  clock.ms += watchLimits.lingerMs - 1;
  expect(flushMs('web1')).toBe(1_000);
  clock.ms += 1;
  expect(flushMs('web1')).toBe(5_000);
});

test('a page that comes back while its host lingers goes on, and ends anew', () => {
  settings.watch('web1')();
  clock.ms += watchLimits.lingerMs - 1;
  const leave = settings.watch('web1');
  clock.ms += watchLimits.lingerMs;
  expect(flushMs('web1')).toBe(1_000);
  leave();
  expect(flushMs('web1')).toBe(1_000);
});

test('a fleet page watches every host of a fleet that is not too large', () => {
  const leave = settings.watch(undefined);
  connected = watchLimits.fleetAgents;
  expect(flushMs('web1')).toBe(1_000);
  connected = watchLimits.fleetAgents + 1;
  expect(flushMs('web1')).toBe(5_000);
  settings.watch('web1');
  expect(flushMs('web1')).toBe(1_000); // by its own page
  connected = 1;
  leave();
  expect(flushMs('web2')).toBe(1_000);
  clock.ms += watchLimits.lingerMs;
  expect(flushMs('web2')).toBe(5_000);
});
