import { describe, expect, test } from '@jest/globals';
import { named } from '../../testing/recorded-proc.ts';
import type { Readings } from '../sampling/sampled-group.ts';
import type { SourceFilters } from '../sampling/source-settings.ts';
import { portableGroups } from './groups.ts';
import type { Call } from './reader.ts';
import type { PortablePlatform } from './trusted-columns.ts';

const states = (base: number) => {
  return { user: base, nice: base + 1, system: base + 2, idle: base + 3, irq: base + 4 };
};
const gib = 1024 ** 3;

/** What systeminformation answers, as its documentation has it. */
function answersAt(step: number): ReadonlyMap<Call, unknown> {
  const face = (iface: string) => {
    const traffic = { rx_bytes: 1000 * step, tx_bytes: 500 * step, rx_errors: step, tx_errors: 0 };
    return { iface, operstate: 'up', ...traffic, rx_dropped: 7 * step, tx_dropped: 3 * step };
  };
  const gone = { iface: 'eth9', operstate: 'unknown', rx_bytes: 0, tx_bytes: 0, rx_errors: 0, tx_errors: 0 };
  return new Map<Call, unknown>([
    ['currentLoad', { ...states(100 * step), cores: [states(50 * step), states(50 * step)] }],
    ['loadavg', [0.32, 0.1845, 11]],
    [
      'mem',
      {
        total: 8 * gib,
        free: gib,
        used: 7 * gib,
        available: 4 * gib,
        buffers: 10,
        cached: 20,
        slab: 30,
        reclaimable: 12,
        dirty: 5,
        writeback: null,
        swaptotal: 0,
        swapfree: 0,
      },
    ],
    ['networkStats', [face('lo'), face('eth0'), gone]],
    ['disksIO', { rIO: 10 * step, wIO: 20 * step, tIO: 30 * step, rWaitTime: 1 }],
    ['fsStats', { rx: 4096 * step, wx: 8192 * step, tx: 0 }],
    [
      'fsSize',
      [
        { fs: '/dev/sda1', type: 'ext4', mount: '/', size: 100, used: 40, available: 50, rw: true },
        { fs: 'tmpfs', type: 'tmpfs', mount: '/run', size: 100, used: 40, available: 50, rw: false },
        { fs: 'D:', type: 'UDF', mount: 'D:', size: 0, used: 0, available: 0, rw: null },
      ],
    ],
    ['battery', { hasBattery: true, percent: 81, cycleCount: 0 }],
  ]);
}

function crossChecks(platform: PortablePlatform, filters: SourceFilters = {}): Readings {
  const { quick, slow } = portableGroups(platform, filters);
  const read = (step: number) =>
    Object.assign({}, ...[...quick, ...slow].map((group) => group.read(answersAt(step)))) as Readings;
  read(1);
  return read(3);
}

describe('groups of the portable source', () => {
  test('linux: what can be trusted, as increments and levels', () => {
    const readings = crossChecks('linux');
    expect(Object.keys(readings).sort()).toEqual(
      ['cpu', 'cpu_core', 'filesystem', 'load', 'memory', 'network', 'sensor'].sort(),
    );
    expect(named('cpu', readings.cpu!)['']).toMatchObject({
      user_ms: 200,
      idle_ms: 200,
      irq_ms: 200,
      cores: 2,
      iowait_ms: null,
      softirq_ms: null,
      steal_ms: null,
    });
    expect(named('cpu_core', readings.cpu_core!)['1']).toMatchObject({ system_ms: 100, steal_ms: null });
    expect(named('load', readings.load!)['']).toEqual({
      load1_centi: 32,
      load5_centi: 18,
      load15_centi: 1100,
      tasks: null,
    });
    expect(named('memory', readings.memory!)['']).toMatchObject({
      total_bytes: 8 * gib,
      slab_unreclaimable_bytes: 18,
      writeback_bytes: null,
      swap_total_bytes: 0,
      anon_bytes: null,
    });
    expect(named('network', readings.network!)).toMatchObject({
      eth0: { receive_bytes: 2000, transmit_bytes: 1000, receive_drops: null, transmit_drops: 6 },
    });
    expect(readings.network!.devices).toEqual(['eth0']); // lo by default; eth9 was not read
    expect(readings.filesystem!.devices).toEqual(['/']);
    expect(named('filesystem', readings.filesystem!)['/']).toMatchObject({ free_bytes: 60, read_only: null });
    expect(named('sensor', readings.sensor!)['battery']).toMatchObject({ charge_pct: 81 });
  });

  test('macOS: disks as one, no drops; Windows: no load, no disks', () => {
    const mac = crossChecks('darwin');
    expect(named('disk', mac.disk!)['all']).toMatchObject({
      read_ops: 20,
      write_bytes: 16_384,
      busy_ms: null,
    });
    expect(named('network', mac.network!)['eth0']).toMatchObject({
      receive_drops: null,
      transmit_drops: null,
    });
    expect(named('filesystem', mac.filesystem!)['/']).toMatchObject({ read_only: 0 });
    const windows = crossChecks('win32');
    expect(windows.load ?? windows.disk).toBeUndefined();
    expect(named('network', windows.network!)['eth0']).toMatchObject({ receive_drops: 14 });
  });

  test('filters choose interfaces and mounts', () => {
    const readings = crossChecks('linux', {
      interfaces: { include: ['lo'], exclude: ['*'] },
      mounts: { include: ['/run'] },
    });
    expect(readings.network!.devices).toEqual(['lo']);
    expect(readings.filesystem!.devices).toEqual(['/', '/run']);
  });

  test.each(['currentLoad', 'loadavg', 'mem', 'networkStats'] as const)(
    'an answer of %s that is no answer is refused',
    (call) => {
      const group = portableGroups('linux', {}).quick.find(({ calls }) => calls.includes(call))!;
      for (const nonsense of [null, 'x', 3, undefined]) {
        expect(() => group.read(new Map([[call, nonsense]]))).toThrow(
          expect.objectContaining({ code: 'ANSWER_UNUSABLE' }),
        );
      }
    },
  );
});
