import { realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isText } from '@hostwire/protocol';
import { linkTarget, listDevices, readAttribute } from '../../files/attribute.ts';

/** One thing that can be read again and again. */
export interface Sensor {
  /** `DEVICE/INPUT`, the same after a restart: nvme0/temp1, coretemp.0/temp2, BAT0. */
  readonly device: string;
  /** Name of the driver or chip, for example k10temp; `power_supply` for a battery; the type of a thermal zone. */
  readonly chip: string;
  /** What the driver calls it (Tctl, Package id 0, Composite), else the input's name. */
  readonly label: string;
  readonly measure: 'temperature' | 'fan' | 'charge';
  readonly path: string;
  /** Another number than 0 there says that the sensor is faulty. */
  readonly faultPath?: string;
}

export interface SensorFolders {
  readonly chips: readonly string[];
  readonly zones: readonly string[];
  readonly supplies: readonly string[];
}

/** Where sensors may be, under the root of /sys. */
export function sensorFolders(sysRoot: string): SensorFolders {
  const within = (folder: string, pattern = /^/) =>
    listDevices(join(sysRoot, folder))
      .filter((name) => pattern.test(name))
      .map((name) => join(sysRoot, folder, name));
  return {
    chips: within('class/hwmon'),
    zones: within('class/thermal', /^thermal_zone\d+$/),
    supplies: within('class/power_supply'),
  };
}

export async function findSensors({ chips, zones, supplies }: SensorFolders): Promise<Sensor[]> {
  const sensors: Sensor[] = [];
  for (const chip of chips.toSorted(byDevicePath)) sensors.push(...(await sensorsOfChip(chip)));
  const chipNames = new Set(sensors.map(({ chip }) => chip));
  for (const zone of zones) sensors.push(...(await sensorOfZone(zone, chipNames)));
  for (const supply of supplies) sensors.push(...(await batteryOf(supply)));
  return withDistinctNames(sensors.filter(({ device, chip, label }) => [device, chip, label].every(isText)));
}

/** Attribute of hwmon → what it measures. */
const inputs: readonly { readonly pattern: RegExp; readonly measure: 'temperature' | 'fan' }[] = [
  { pattern: /^(temp\d+)_input$/, measure: 'temperature' },
  { pattern: /^(fan\d+)_input$/, measure: 'fan' },
];
const isInput = (attribute: string) => inputs.some(({ pattern }) => pattern.test(attribute));

/** The temperatures and fans of /sys/class/hwmon/NAME. Older drivers have all attributes on the device. */
async function sensorsOfChip(folder: string): Promise<Sensor[]> {
  const onDevice = join(folder, 'device');
  const attributesAt = listDevices(folder).some(isInput) ? folder : onDevice;
  const attributes = listDevices(attributesAt);
  const chip =
    (await readAttribute(join(folder, 'name'))) || (await readAttribute(join(onDevice, 'name'))) || '';
  const device = (await deviceName(folder)) || chip || basename(folder);
  const sensors: Sensor[] = [];
  for (const attribute of attributes) {
    for (const { pattern, measure } of inputs) {
      const input = pattern.exec(attribute)?.[1];
      if (input === undefined) continue;
      const label = (await readAttribute(join(attributesAt, `${input}_label`))) || input;
      const fault = attributes.includes(`${input}_fault`)
        ? { faultPath: join(attributesAt, `${input}_fault`) }
        : {};
      const path = join(attributesAt, attribute);
      sensors.push({ device: `${device}/${input}`, chip: chip || device, label, measure, path, ...fault });
    }
  }
  return sensors;
}

/** The device that a chip is on: nvme0, 0000:00:18.3, coretemp.0. '' for a chip without one. */
async function deviceName(folder: string): Promise<string> {
  const target = await linkTarget(join(folder, 'device'));
  if (target === undefined) return '';
  if (/[^.]/.test(target)) return target;
  try {
    const name = basename(realpathSync(join(folder, 'device'))); // the link says only where from here: ../..
    return name.startsWith('hwmon') ? '' : name;
  } catch {
    return '';
  }
}

/** The temperature of /sys/class/thermal/NAME, unless a chip of hwmon shows it: in the zone's own folder, or by its type. */
async function sensorOfZone(folder: string, chipNames: ReadonlySet<string>): Promise<Sensor[]> {
  const type = (await readAttribute(join(folder, 'type'))) || basename(folder);
  const isShown =
    chipNames.has(type.replaceAll('-', '_')) || listDevices(folder).some((name) => /^hwmon\d+$/.test(name));
  const of = { device: `${type}/temp`, chip: type, label: type, measure: 'temperature' } as const;
  return isShown ? [] : [{ ...of, path: join(folder, 'temp') }];
}

/** The charge of /sys/class/power_supply/NAME where it is a battery of this host. */
async function batteryOf(folder: string): Promise<Sensor[]> {
  const type = await readAttribute(join(folder, 'type'));
  const scope = await readAttribute(join(folder, 'scope')); // Device: of a mouse or headset
  if (type !== 'Battery' && type !== 'UPS') return [];
  if (scope === 'Device') return [];
  const name = basename(folder);
  const label = (await readAttribute(join(folder, 'model_name'))) || name;
  return [{ device: name, chip: 'power_supply', label, measure: 'charge', path: join(folder, 'capacity') }];
}

/** Two chips on no device may share a name: the second is told apart by a number. */
function withDistinctNames(sensors: readonly Sensor[]): Sensor[] {
  const seen = new Map<string, number>();
  return sensors.map((sensor) => {
    const count = (seen.get(sensor.device) ?? 0) + 1;
    seen.set(sensor.device, count);
    return count === 1 ? sensor : { ...sensor, device: `${sensor.device}#${count}` };
  });
}

/** Chips are numbered as they are found, which is another order after each boot; where they sit is not. */
function byDevicePath(a: string, b: string): number {
  const [pathOfA, pathOfB] = [devicePath(a), devicePath(b)];
  return pathOfA === pathOfB ? 0 : pathOfA < pathOfB ? -1 : 1;
}

function devicePath(chip: string): string {
  try {
    return realpathSync(chip);
  } catch {
    return chip;
  }
}
