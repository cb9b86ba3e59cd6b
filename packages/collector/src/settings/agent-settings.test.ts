import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock, silentLogger } from '@hostwire/testing';
import { MemorySettings } from '../testing/memory-settings.ts';
import { AgentSettings, watchLimits } from './agent-settings.ts';
import { SettingsTable } from './settings-table.ts';

const host = { kind: 'host', target: 'web1' } as const;
const env = { kind: 'label', target: 'env=prod' } as const;
const change = (set: Record<string, number | boolean | string[]>, reset: string[] = []) => ({
  set,
  reset,
  actor: 'test',
});

let clock: ManualClock;
let connected: number;
let settings: AgentSettings;
let store: MemorySettings;
let table: SettingsTable;
let release: string | undefined;
let labels: Readonly<Record<string, string>>;

beforeEach(async () => {
  clock = new ManualClock();
  connected = 1;
  release = undefined;
  labels = { env: 'prod' };
  store = new MemorySettings();
  table = new SettingsTable({ store, clock, logger: silentLogger });
  await table.load();
  settings = new AgentSettings({
    clock,
    connected: () => connected,
    table,
    labelsOf: () => labels,
    release: () => release,
  });
});

const flushMs = (host: string) => settings.of(host).flushMs;

test('an agent that nobody looks at sends every 10 s', () => {
  expect(settings.of('web1')).toMatchObject({ intervalMs: 1_000, flushMs: 10_000 });
});

test('the agent of a watched host sends each sample; others do not', () => {
  const { version } = settings.of('web1');
  settings.watch('web1');
  expect(settings.of('web1')).toMatchObject({ intervalMs: 1_000, flushMs: 1_000 });
  expect(settings.of('web1').version).not.toBe(version);
  expect(flushMs('web2')).toBe(10_000);
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
  expect(flushMs('web1')).toBe(10_000);
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
  expect(flushMs('web1')).toBe(10_000);
  settings.watch('web1');
  expect(flushMs('web1')).toBe(1_000); // by its own page
  connected = 1;
  leave();
  expect(flushMs('web2')).toBe(1_000);
  clock.ms += watchLimits.lingerMs;
  expect(flushMs('web2')).toBe(10_000);
});

test('what is set reaches the hosts that it is for, and gives the others no new version', async () => {
  const [before, other] = [settings.of('web1'), settings.of('web2')];
  await table.change(host, change({ 'group.sensor': false, 'group.process.interval_ms': 30_000 }));
  const after = settings.of('web1');
  expect(after.version).not.toBe(before.version);
  expect(after).toMatchObject({
    groups: [
      { group: 'sensor', off: true, intervalMs: 0 },
      { group: 'process', off: false, intervalMs: 30_000 },
    ],
  });
  expect(settings.of('web2')).toEqual(other);
  await table.change(host, change({}, ['group.sensor', 'group.process.interval_ms']));
  expect(settings.of('web1')).toEqual(before);
});

test('a watched host sends each second, or each sample where they are rarer, whatever its flush interval is', async () => {
  await table.change(env, change({ flush_ms: 60_000 }));
  expect(flushMs('web1')).toBe(60_000);
  settings.watch('web1');
  expect(flushMs('web1')).toBe(1_000);
  await table.change(env, change({ interval_ms: 10_000 }));
  expect(settings.of('web1')).toMatchObject({ intervalMs: 10_000, flushMs: 10_000 });
  await table.change(env, change({ flush_ms: 500, interval_ms: 500 }));
  expect(flushMs('web1')).toBe(500);
});

test('labels come and go while the agent is there', async () => {
  await table.change(env, change({ interval_ms: 5_000 }));
  expect(settings.of('web1').intervalMs).toBe(5_000);
  labels = { env: 'test' };
  expect(settings.of('web1').intervalMs).toBe(1_000);
});

test('a host may upgrade when it is set so and there is a release, and hears of the next one', async () => {
  expect(settings.of('web1').upgradeVersion).toBeUndefined();
  await table.change(env, change({ upgrade: true }));
  expect(settings.of('web1').upgradeVersion).toBeUndefined();
  release = '0.2.0';
  const { version, upgradeVersion } = settings.of('web1');
  expect(upgradeVersion).toBe('0.2.0');
  release = '0.3.0';
  expect(settings.of('web1')).toMatchObject({ upgradeVersion: '0.3.0' });
  expect(settings.of('web1').version).not.toBe(version);
  await table.change(host, change({ upgrade: false }));
  expect(settings.of('web1').upgradeVersion).toBeUndefined();
});
