import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { slowIntervalMs } from './cadence.ts';
import type { KernelReadings } from './kernel-group.ts';
import { LinkGroup } from './link.ts';
import { goldenSys, namedWithLabels, recordedSysRoot } from './recorded-sys.ts';
import { SensorGroup } from './sensor.ts';
import type { Surveyor } from './survey.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-sys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A /sys that is a recorded one, and can become another. */
class RecordedSys {
  readonly root: string;
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
    this.root = join(folder, host);
  }

  show(recording: 1 | 2): void {
    rmSync(this.root, { force: true });
    symlinkSync(join(recordedSysRoot, this.#host, String(recording)), this.root);
  }

  hide(): void {
    unlinkSync(this.root);
  }
}

/** The readings of the second recording. */
async function secondReadings(sys: RecordedSys, surveyor: Surveyor): Promise<KernelReadings> {
  sys.show(1);
  await surveyor.survey(0);
  sys.show(2);
  const { readings, troubles } = await surveyor.survey(slowIntervalMs);
  expect(troubles).toEqual([]);
  return readings;
}

function namedReadings(readings: KernelReadings): Record<string, object> {
  const entries = Object.entries(readings) as [keyof KernelReadings, NonNullable<KernelReadings['cpu']>][];
  return Object.fromEntries(entries.map(([name, reading]) => [name, namedWithLabels(name, reading)]));
}

test('links of a recorded host', async () => {
  const sys = new RecordedSys('links');
  const group = new LinkGroup({ sysRoot: sys.root });
  expect(namedReadings(await secondReadings(sys, group))).toEqual(goldenSys('links'));
  expect(group.resets).toBe(1); // of bond0
  sys.hide();
  expect(await group.survey()).toEqual({ readings: {}, troubles: [] }); // a host without /sys
});

test('sensors of a recorded host', async () => {
  const sys = new RecordedSys('sensors');
  const group = new SensorGroup({ sysRoot: sys.root });
  expect(namedReadings(await secondReadings(sys, group))).toEqual(goldenSys('sensors'));
  sys.hide();
  expect(await group.survey()).toEqual({ readings: {}, troubles: [] });
});
