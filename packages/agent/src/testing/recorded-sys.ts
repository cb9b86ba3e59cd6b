import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GroupName, Reading } from '@hostwire/protocol';
import { named } from './recorded-proc.ts';

/** For tests: the recorded trees of test/fixtures/sys. */
export const recordedSysRoot = fileURLToPath(new URL('../../../../test/fixtures/sys', import.meta.url));

export function golden(host: string, recorded = recordedSysRoot): unknown {
  return JSON.parse(readFileSync(join(recorded, host, 'golden.json'), 'utf8'));
}

/** A reading as the golden files have it: device → column or label → value. */
export function namedWithLabels(group: GroupName, reading: Reading): Record<string, object> {
  const values = named(group, reading);
  const labels = Object.entries(reading.labels ?? {});
  return Object.fromEntries(
    reading.devices.map((device, i) => [
      device,
      { ...values[device], ...Object.fromEntries(labels.map(([label, texts]) => [label, texts[i]])) },
    ]),
  );
}
