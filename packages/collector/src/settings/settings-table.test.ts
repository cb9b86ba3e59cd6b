import { beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock, silentLogger } from '@hostwire/testing';
import { MemorySettings } from '../testing/memory-settings.ts';
import { settingDefinitions, settingsChange, type SettingValue } from './setting-definitions.ts';
import { SettingsTable } from './settings-table.ts';

const web1 = { kind: 'host', target: 'web1' } as const;
const label = (target: string) => ({ kind: 'label', target }) as const;
const set = (values: Record<string, SettingValue>, reset: string[] = []) => ({
  set: values,
  reset,
  actor: 'ann',
});

let store: MemorySettings;
let clock: ManualClock;
let table: SettingsTable;

async function open(): Promise<SettingsTable> {
  const opened = new SettingsTable({ store, clock, logger: silentLogger });
  await opened.load();
  return opened;
}

beforeEach(async () => {
  store = new MemorySettings();
  clock = new ManualClock();
  table = await open();
});

const of = (key: string, labels: Record<string, string> = {}) => {
  const { value, source, target } = table.effective('web1', labels).find((setting) => setting.key === key)!;
  return [value, source, target];
};

describe('precedence', () => {
  test('default, then label, then host, key by key', async () => {
    const labels = { env: 'prod' };
    expect(of('interval_ms', labels)).toEqual([1_000, 'default', '']);
    await table.change(label('env=prod'), set({ interval_ms: 10_000, flush_ms: 20_000 }));
    expect(of('interval_ms', labels)).toEqual([10_000, 'label', 'env=prod']);
    expect(of('interval_ms', { env: 'test' })).toEqual([1_000, 'default', '']);
    await table.change(web1, set({ interval_ms: 2_000 }));
    expect(of('interval_ms', labels)).toEqual([2_000, 'host', 'web1']);
    expect(of('flush_ms', labels)).toEqual([20_000, 'label', 'env=prod']);
    await table.change(web1, set({}, ['interval_ms']));
    expect(of('interval_ms', labels)).toEqual([10_000, 'label', 'env=prod']);
  });

  test('of several labels the first in the order of their text, however the host has them', async () => {
    await table.change(label('tier=db'), set({ interval_ms: 3_000, flush_ms: 9_000 }));
    await table.change(label('env=prod'), set({ interval_ms: 10_000 }));
    for (const labels of [
      { tier: 'db', env: 'prod' },
      { env: 'prod', tier: 'db' },
    ]) {
      expect(of('interval_ms', labels)).toEqual([10_000, 'label', 'env=prod']);
      expect(of('flush_ms', labels)).toEqual([9_000, 'label', 'tier=db']);
    }
  });
});

describe('persistence', () => {
  test('a restart knows what was set; a key of another version is left out', async () => {
    await table.change(web1, set({ 'group.sensor': false }));
    store.rows.set('label a=b', {
      ...label('a=b'),
      settings: { future: 1, interval_ms: 5, 'process.top': 5 },
      changedMs: 0,
      actor: '',
      version: 1,
    });
    table = await open();
    expect(of('group.sensor')).toEqual([false, 'host', 'web1']);
    expect(of('interval_ms', { a: 'b' })).toEqual([1_000, 'default', '']);
    expect(of('process.top', { a: 'b' })).toEqual([5, 'label', 'a=b']);
  });

  test('after a lost answer the next change builds on what is stored', async () => {
    store.fail = true;
    await expect(table.change(web1, set({ interval_ms: 2_000 }))).rejects.toThrow('lost');
    await table.change(web1, set({ flush_ms: 7_000 }));
    expect(of('interval_ms')).toEqual([2_000, 'host', 'web1']);
    expect([...store.rows.values()]).toMatchObject([
      { version: 2, settings: { interval_ms: 2_000, flush_ms: 7_000 } },
    ]);
  });

  test('every change says who made it, when, and what it was', async () => {
    clock.ms += 5;
    await table.change(web1, set({ 'exclude.disk': ['loop*'] }, ['flush_ms', 'exclude.disk']));
    const detail = 'exclude.disk = ["loop*"], flush_ms reset';
    expect(store.audit).toEqual([
      { tsMs: clock.nowMs(), actor: 'ann', action: 'settings.change', object: 'host web1', detail },
    ]);
  });

  test('labels have a limit', async () => {
    for (let i = 0; i < 1_000; i++) await table.change(label(`n=${i}`), set({ interval_ms: 2_000 }));
    await expect(table.change(label('n=more'), set({}))).rejects.toMatchObject({ code: 'LABELS_FULL' });
    await table.change(label('n=7'), set({ interval_ms: 3_000 }));
  });
});

describe('the schema', () => {
  const problem = (body: unknown) =>
    settingsChange
      .safeParse(body)
      .error?.issues.map(({ message }) => message)
      .join();

  test.each([
    [
      'an unknown group lists the groups',
      { set: { 'group.gpu': false } },
      /no group gpu; there are cpu, load, .*cgroup/,
    ],
    [
      'an unknown key lists the keys',
      { set: { command: 'rm' } },
      /no setting command; there are interval_ms, /,
    ],
    [
      'an interval below the least',
      { set: { interval_ms: 50 } },
      /interval_ms must be a whole number from 100 to 600000/,
    ],
    ['a text for a number', { set: { interval_ms: '1s' } }, /interval_ms must be a whole number/],
    ['a glob that is too long', { set: { 'exclude.disk': ['a'.repeat(129)] } }, /at most 128 bytes/],
    [
      'too many globs',
      { set: { 'exclude.disk': Array.from({ length: 65 }, () => 'a') } },
      /at most 64 globs/,
    ],
    ['a control character', { set: { 'exclude.mount': ['/a\u0007'] } }, /control characters/],
    ['a budget of nothing', { set: { 'budget.cpu_pct': 0 } }, /budget.cpu_pct must be at least 0.01/],
    ['a free field', { set: {}, run: 'x' }, /[Uu]nrecognized/],
    ['an unknown key to reset', { reset: ['intervall'] }, /expected one of "interval_ms"/],
  ])('refuses %s', (_name, body, expected) => expect(problem(body)).toMatch(expected));

  test.each([
    ['sensors', 'sensor'],
    ['processes', 'process'],
    ['disks', 'disk'],
  ])('a group may be named in the plural: %s is %s', (plural, group) => {
    const set = { [`group.${plural}`]: false, [`group.${plural}.interval_ms`]: 5_000 };
    const reset = [`group.${plural}`];
    expect(settingsChange.parse({ set, reset })).toEqual({
      set: { [`group.${group}`]: false, [`group.${group}.interval_ms`]: 5_000 },
      reset: [`group.${group}`],
    });
  });

  test('takes each default as a value', () => {
    const defaults = settingDefinitions.filter(({ default: value }) => value !== null);
    const values = Object.fromEntries(defaults.map(({ key, default: value }) => [key, value]));
    expect(settingsChange.parse({ set: values })).toEqual({ set: values, reset: [] });
  });
});
