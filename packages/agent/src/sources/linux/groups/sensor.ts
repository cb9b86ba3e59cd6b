import { join } from 'node:path';
import { isText, type Reading } from '@hostwire/protocol';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { blankRow, columnPosition, joinRows } from '../../sampling/columns.ts';
import { linkTarget, listDevices, readAttribute, readCount, readSigned } from '../files/attribute.ts';
import type { BackgroundDefinition } from './definition.ts';

/** A server has some dozen sensors; a chassis full of disks some hundred. */
const sensorLimits = { maxSensors: 512 } as const;

/** 0 °C in thousandths of a kelvin: values of a sample are not negative, and frost is a temperature too. */
const freezingMk = 273_150;

const position = {
  temperature: columnPosition('sensor', 'temperature_mk'),
  fan: columnPosition('sensor', 'fan_rpm'),
  charge: columnPosition('sensor', 'charge_pct'),
};

type Measure = keyof typeof position;

/** One thing that can be read again and again. */
export interface Sensor {
  /** `DEVICE/INPUT`, the same after a restart: nvme0/temp1, coretemp.0/temp2, BAT0. */
  readonly device: string;
  /** Name of the driver or chip, for example k10temp; `power_supply` for a battery. */
  readonly chip: string;
  /** What the driver calls it (Tctl, Package id 0, Composite), else the input's name. */
  readonly label: string;
  readonly measure: Measure;
  readonly path: string;
}

/** Attribute of hwmon → what it measures. */
const inputs: readonly { readonly pattern: RegExp; readonly measure: Measure }[] = [
  { pattern: /^(temp\d+)_input$/, measure: 'temperature' },
  { pattern: /^(fan\d+)_input$/, measure: 'fan' },
];

/** The temperatures and fans of /sys/class/hwmon/NAME. */
async function findHwmonSensors(folder: string): Promise<Sensor[]> {
  const chip = (await readAttribute(join(folder, 'name'))) ?? '';
  const device = (await linkTarget(join(folder, 'device'))) ?? chip;
  const sensors: Sensor[] = [];
  for (const attribute of listDevices(folder)) {
    for (const { pattern, measure } of inputs) {
      const input = pattern.exec(attribute)?.[1];
      if (input === undefined) continue;
      const label = (await readAttribute(join(folder, `${input}_label`))) ?? input;
      sensors.push({ device: `${device}/${input}`, chip, label, measure, path: join(folder, attribute) });
    }
  }
  return sensors;
}

/** The charge of /sys/class/power_supply/NAME where it is a battery of this host. */
async function findBattery(folder: string, name: string): Promise<Sensor[]> {
  const type = await readAttribute(join(folder, 'type'));
  const scope = await readAttribute(join(folder, 'scope')); // Device: of a mouse or headset
  if (type !== 'Battery' && type !== 'UPS') return [];
  if (scope === 'Device') return [];
  const label = (await readAttribute(join(folder, 'model_name'))) || name;
  return [{ device: name, chip: 'power_supply', label, measure: 'charge', path: join(folder, 'capacity') }];
}

/** One value in the unit of its column; NaN when the device does not tell. */
async function readSensor({ measure, path }: Sensor): Promise<number> {
  if (measure !== 'temperature') return readCount(path);
  const kelvinMilli = (await readSigned(path)) + freezingMk;
  return kelvinMilli >= 0 ? kelvinMilli : NaN; // below absolute zero: a sensor that is not connected
}

/**
 * Group `sensor`, from /sys/class/hwmon and /sys/class/power_supply. What there is, is looked up again when a chip or
 * battery came or went; between, a collection reads one file per sensor.
 */
export class SensorGroup implements BackgroundGroup {
  readonly name = 'sensor';
  readonly resets = 0;
  readonly #hwmon: string;
  readonly #powerSupply: string;
  #sensors: readonly Sensor[] = [];
  /** The folders that `#sensors` were found in. */
  #found = '';

  constructor({ sysRoot }: { readonly sysRoot: string }) {
    this.#hwmon = join(sysRoot, 'class/hwmon');
    this.#powerSupply = join(sysRoot, 'class/power_supply');
  }

  async collect(): Promise<Collected> {
    await this.#find();
    const sensors: Sensor[] = [];
    const rows: Float64Array[] = [];
    for (const sensor of this.#sensors.slice(0, sensorLimits.maxSensors)) {
      const value = await readSensor(sensor);
      if (Number.isNaN(value)) continue;
      const row = blankRow('sensor');
      row[position[sensor.measure]] = value;
      sensors.push(sensor);
      rows.push(row);
    }
    const left = this.#sensors.length - sensorLimits.maxSensors;
    const message = `${left} sensors beyond ${sensorLimits.maxSensors} are left out`;
    const issues = left > 0 ? [{ group: this.name, code: 'DEVICES_LEFT_OUT', message }] : [];
    return { readings: sensors.length === 0 ? {} : { sensor: readingOf(sensors, rows) }, issues };
  }

  forget(): void {
    this.#found = '';
  }

  close(): void {
    // no file stays open
  }

  async #find(): Promise<void> {
    const chips = listDevices(this.#hwmon);
    const supplies = listDevices(this.#powerSupply);
    const folders = [...chips, '', ...supplies].join('/');
    if (folders === this.#found) return;
    const sensors: Sensor[] = [];
    for (const chip of chips) sensors.push(...(await findHwmonSensors(join(this.#hwmon, chip))));
    for (const name of supplies) sensors.push(...(await findBattery(join(this.#powerSupply, name), name)));
    this.#sensors = withDistinctNames(
      sensors.filter(({ device, chip, label }) => [device, chip, label].every(isText)),
    );
    this.#found = folders;
  }
}

/** Two chips without a device of their own may share a name: the second is told apart by a number. */
function withDistinctNames(sensors: readonly Sensor[]): Sensor[] {
  const seen = new Map<string, number>();
  return sensors.map((sensor) => {
    const count = (seen.get(sensor.device) ?? 0) + 1;
    seen.set(sensor.device, count);
    return count === 1 ? sensor : { ...sensor, device: `${sensor.device}#${count}` };
  });
}

function readingOf(sensors: readonly Sensor[], rows: readonly Float64Array[]): Reading {
  const labels = { chip: sensors.map(({ chip }) => chip), label: sensors.map(({ label }) => label) };
  return { devices: sensors.map(({ device }) => device), labels, values: joinRows(rows) };
}

export const sensorGroup: BackgroundDefinition = {
  create: ({ sysRoot }) => new SensorGroup({ sysRoot }),
  firstAfterMs: 1_000,
  whyAbsent: { sensor: 'no sensor in /sys/class/hwmon and no battery: usual on a virtual machine' },
};
