/** Trees of /sys/class/hwmon, thermal and power_supply as drivers make them, in a folder. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { namedWithLabels } from '../../../../testing/recorded-proc.ts';
import { SensorGroup } from '../sensor.ts';

let sys: string;
beforeEach(() => {
  sys = mkdtempSync(join(tmpdir(), 'hostwire-sensors-'));
});
afterEach(() => rmSync(sys, { recursive: true }));

function write(files: Record<string, string | number>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(sys, path)), { recursive: true });
    writeFileSync(join(sys, path), `${text}\n`);
  }
}

/** A chip of hwmon on a device of its own, as the kernel links them. */
function chip(number: number, device: string, attributes: Record<string, string | number>): void {
  const at = `devices/${device}/hwmon/hwmon${number}`;
  write(Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`${at}/${name}`, value])));
  mkdirSync(join(sys, 'class/hwmon'), { recursive: true });
  symlinkSync(join(sys, at), join(sys, `class/hwmon/hwmon${number}`));
}

async function sensors(): Promise<Record<string, Record<string, unknown>>> {
  const { sensor } = (await new SensorGroup({ sysRoot: sys }).collect()).readings;
  return sensor === undefined
    ? {}
    : (namedWithLabels('sensor', sensor) as Record<string, Record<string, unknown>>);
}
const celsius = (mk: unknown) => (Number(mk) - 273_150) / 1000;

test('what cannot be, and what is faulty, is left out', async () => {
  chip(0, 'platform/nct6775.656', {
    name: 'nct6798',
    temp1_input: 31_000,
    temp2_input: -273_150,
    temp3_input: 3_892_314_000,
    temp4_input: -128_000,
    temp5_input: 255_000,
    temp6_input: 40_000,
    temp6_fault: 1,
    temp7_input: -40_000,
    temp7_fault: 0,
    fan1_input: 900,
    fan2_input: 1_200,
    fan2_fault: 1,
    fan3_input: 65_535,
    fan4_input: -1,
  });
  write({
    'class/power_supply/BAT0/type': 'Battery',
    'class/power_supply/BAT0/capacity': 255,
    'class/power_supply/BAT1/type': 'Battery',
    'class/power_supply/BAT1/capacity': 103,
  });
  const found = await sensors();
  expect(Object.keys(found)).toEqual(['nct6798/fan1', 'nct6798/temp1', 'nct6798/temp7', 'BAT1']);
  expect(celsius(found['nct6798/temp7']!['temperature_mk'])).toBe(-40);
  expect(found['BAT1']!['charge_pct']).toBe(100);
});

test('attributes of older drivers lie on the device', async () => {
  write({
    'devices/platform/applesmc.768/name': 'applesmc',
    'devices/platform/applesmc.768/temp1_input': 41_000,
    'devices/platform/applesmc.768/temp1_label': 'TB0T',
    'devices/platform/applesmc.768/fan1_input': 2_000,
  });
  mkdirSync(join(sys, 'devices/platform/applesmc.768/hwmon/hwmon0'), { recursive: true });
  mkdirSync(join(sys, 'class/hwmon'), { recursive: true });
  symlinkSync('../../../applesmc.768', join(sys, 'devices/platform/applesmc.768/hwmon/hwmon0/device'));
  symlinkSync(join(sys, 'devices/platform/applesmc.768/hwmon/hwmon0'), join(sys, 'class/hwmon/hwmon0'));
  expect(await sensors()).toMatchObject({
    'applesmc.768/fan1': { fan_rpm: 2_000, chip: 'applesmc' },
    'applesmc.768/temp1': { chip: 'applesmc', label: 'TB0T' },
  });
});

test('chips are named by their device, else by themselves, whatever number they got', async () => {
  const build = (first: number, second: number) => {
    rmSync(sys, { recursive: true });
    chip(first, 'pci0000:00/0000:03:00.0', { name: 'amdgpu', temp1_input: 50_000 });
    symlinkSync('../..', join(sys, `devices/pci0000:00/0000:03:00.0/hwmon/hwmon${first}/device`));
    chip(second, 'virtual', { name: 'thinkpad', temp1_input: 51_000 });
    chip(9, 'virtual', { temp1_input: 52_000 });
  };
  build(0, 1);
  const names = Object.keys(await sensors());
  expect(names.toSorted()).toEqual(['0000:03:00.0/temp1', 'hwmon9/temp1', 'thinkpad/temp1']);
  build(1, 0);
  expect(Object.keys(await sensors()).toSorted()).toEqual(names.toSorted());
});

test('thermal zones that no chip shows', async () => {
  chip(0, 'virtual/thermal/thermal_zone0', { name: 'acpitz', temp1_input: 30_000 });
  write({
    'class/thermal/thermal_zone0/type': 'acpitz',
    'class/thermal/thermal_zone0/temp': 30_000,
    'class/thermal/thermal_zone1/type': 'x86_pkg_temp',
    'class/thermal/thermal_zone1/temp': 47_000,
    'class/thermal/thermal_zone2/type': 'cpu-thermal',
    'class/thermal/thermal_zone2/temp': 48_000,
    'class/thermal/thermal_zone2/hwmon3/name': 'cpu_thermal',
    'class/thermal/thermal_zone3/type': 'soc',
    'class/thermal/thermal_zone3/temp': -274_000,
    'class/thermal/cooling_device0/type': 'Fan',
  });
  const found = await sensors();
  expect(Object.keys(found)).toEqual(['acpitz/temp1', 'x86_pkg_temp/temp']);
  expect(found['x86_pkg_temp/temp']).toMatchObject({ chip: 'x86_pkg_temp', label: 'x86_pkg_temp' });
});
