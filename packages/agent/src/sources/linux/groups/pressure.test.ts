import { expect, test } from '@jest/globals';
import { MissingFile, named, TextFile } from '../../../testing/recorded-proc.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import { PressureGroup } from './pressure.ts';

const line = (share: string, totalUs: number) =>
  `${share} avg10=1.25 avg60=0.07 avg300=0.00 total=${totalUs}\n`;

function group() {
  const cpu = new TextFile(line('some', 100) + line('full', 0));
  const missing = new MissingFile('ENOENT');
  return { cpu, missing, pressure: new PressureGroup({ cpu, memory: missing, io: missing, irq: missing }) };
}

test('stalled time is in every sample, the averages in one of ten seconds', () => {
  const { cpu, pressure } = group();
  const at = (ms: number, totalUs: number) => {
    cpu.text = line('some', totalUs);
    return named('pressure', pressure.read(ms).pressure!)[''];
  };
  expect(at(0, 100)).toMatchObject({ cpu_some_us: null, cpu_some_avg10_centi: 125, cpu_some_avg60_centi: 7 });
  expect(at(1_000, 150)).toMatchObject({ cpu_some_us: 50, cpu_some_avg10_centi: null });
  expect(at(slowIntervalMs, 160)).toMatchObject({ cpu_some_us: 10, cpu_some_avg10_centi: 125 });
  expect(at(slowIntervalMs + 1_000, 160)).toMatchObject({ cpu_some_us: 0, cpu_some_avg10_centi: null });
});

test('the averages are in every sample when they are asked for', () => {
  const { cpu, missing } = group();
  const pressure = new PressureGroup(
    { cpu, memory: missing, io: missing, irq: missing },
    { averagesEveryMs: 0 },
  );
  for (const ms of [0, 1, 500])
    expect(named('pressure', pressure.read(ms).pressure!)['']).toMatchObject({ cpu_some_avg10_centi: 125 });
});

test('a kernel without pressure files has no group, which is no issue', () => {
  const missing = new MissingFile('ENOTSUP');
  const pressure = new PressureGroup({ cpu: missing, memory: missing, io: missing, irq: missing });
  expect(pressure.read(0)).toEqual({});
  const looks = missing.reads;
  expect(pressure.read(1_000)).toEqual({});
  expect(missing.reads).toBe(looks); // it is not looked for again with every sample
});

test('a file that is there and cannot be read is an issue', () => {
  const { cpu } = group();
  const denied = new MissingFile('EACCES');
  const pressure = new PressureGroup({ cpu, memory: denied, io: denied, irq: denied });
  expect(() => pressure.read(0)).toThrow(expect.objectContaining({ code: 'EACCES' }));
});

test('what interrupts took from all tasks, on a kernel that counts it', () => {
  const irq = new TextFile('full avg10=0.00 avg60=0.25 avg300=113.00 total=100\n');
  const missing = new MissingFile('ENOENT');
  const pressure = new PressureGroup({ cpu: missing, memory: missing, io: missing, irq });
  pressure.read(0);
  irq.text = irq.text.replace('total=100', 'total=130');
  expect(named('pressure', pressure.read(slowIntervalMs).pressure!)['']).toMatchObject({
    irq_full_us: 30,
    irq_full_avg10_centi: 0,
    irq_full_avg60_centi: 25,
    irq_full_avg300_centi: null, // more than all the time
  });
});
