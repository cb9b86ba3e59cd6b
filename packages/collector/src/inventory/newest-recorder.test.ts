import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Inventory } from '@hostwire/protocol';
import { ManualClock, silentLogger, waitFor } from '@hostwire/testing';
import { inventoryOf } from '@hostwire/testing/protocol';
import { NewestRecorder, type Reported } from './newest-recorder.ts';

const agent = {
  agentId: '00000000-0000-4000-8000-000000000001',
  host: 'web1',
  displayName: 'web1',
  publicKey: '',
  machineHash: '',
  tokenId: '',
  labels: {},
  enrolledMs: 0,
  revokedMs: null,
  deletedMs: null,
  renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
  version: 1,
};

const inventory = (kernel: string): Inventory => inventoryOf({ kernel });

let written: Reported<Inventory>[];
let failures: number;
let clock: ManualClock;
let recorder: NewestRecorder<Inventory>;

beforeEach(async () => {
  written = [];
  failures = 0;
  clock = new ManualClock();
  recorder = new NewestRecorder({
    what: 'inventories',
    write: async (row) => {
      if (failures-- > 0) throw new Error('the database is away');
      written.push(row);
    },
    clock,
    logger: silentLogger,
  });
  await recorder.start();
});
afterEach(() => recorder.stop());

const kernels = () => written.map((row) => row.content.kernel);

describe('NewestRecorder', () => {
  test('writes what changed, once', async () => {
    recorder.offer(agent, inventory('6.1'));
    await waitFor('it is written', () => written.length === 1);
    recorder.offer(agent, inventory('6.1'));
    clock.ms += 60_000;
    recorder.offer(agent, inventory('6.2'));
    await waitFor('the change is written', () => written.length === 2);
    expect(kernels()).toEqual(['6.1', '6.2']);
    expect(written[0]).toMatchObject({ agentId: agent.agentId, host: 'web1' });
  });

  test('of a host that changes all the time the newest is written, not more often than every 10 s', async () => {
    recorder.offer(agent, inventory('0'));
    await waitFor('the first is written', () => written.length === 1);
    for (let i = 1; i <= 100; i++) recorder.offer(agent, inventory(`${i}`));
    clock.ms += 10_000;
    await waitFor('the newest is written', () => written.length === 2);
    expect(kernels()).toEqual(['0', '100']);
  });

  test('keeps what could not be written', async () => {
    failures = 1;
    recorder.offer(agent, inventory('6.1'));
    await waitFor('the first attempt', () => failures < 1);
    clock.ms += 10_000;
    await waitFor('it is written', () => written.length === 1);
  });
});
