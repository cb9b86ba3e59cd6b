import type { Reading } from '@hostwire/protocol';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { blankRow, columnPosition, joinRows } from '../../sampling/columns.ts';
import { readCount, readSigned } from '../files/attribute.ts';
import type { BackgroundDefinition } from './definition.ts';
import { findSensors, sensorFolders, type Sensor } from './sensor/find-sensors.ts';

/** A server has some dozen sensors; a chassis full of disks some hundred. */
const sensorLimits = { maxSensors: 512 } as const;

/** 0 °C in thousandths of a kelvin: values of a sample are not negative, and frost is a temperature too. */
const freezingMk = 273_150;

/**
 * What can be. Sensors that are not connected, and drivers that do not know, say −273, −128, 255 or 65535; a battery whose
 * gauge drifts says a little more than full.
 */
const possible = {
  temperature: { leastMc: -100_000, mostMc: 250_000 },
  fan: { mostRpm: 60_000 },
  charge: { fullPct: 100, mostPct: 110 },
} as const;

const position = {
  temperature: columnPosition('sensor', 'temperature_mk'),
  fan: columnPosition('sensor', 'fan_rpm'),
  charge: columnPosition('sensor', 'charge_pct'),
};

/** One value in the unit of its column; NaN when the device does not know, is faulty, or says what cannot be. */
async function readSensor({ measure, path, faultPath }: Sensor): Promise<number> {
  if (faultPath !== undefined && (await readCount(faultPath)) > 0) return NaN;
  const value = await readSigned(path);
  switch (measure) {
    case 'temperature': {
      const { leastMc, mostMc } = possible.temperature;
      return value > leastMc && value < mostMc ? value + freezingMk : NaN;
    }
    case 'fan':
      return value >= 0 && value <= possible.fan.mostRpm ? value : NaN;
    case 'charge':
      return value >= 0 && value <= possible.charge.mostPct ? Math.min(value, possible.charge.fullPct) : NaN;
  }
}

/**
 * Group `sensor`, from /sys/class/hwmon, thermal and power_supply. What there is, is looked up again when a chip, zone or
 * battery came or went; between, a collection reads one file per sensor.
 */
export class SensorGroup implements BackgroundGroup {
  readonly name = 'sensor';
  readonly resets = 0;
  readonly #sysRoot: string;
  #sensors: readonly Sensor[] = [];
  /** The folders that `#sensors` were found in. */
  #found = '';

  constructor({ sysRoot }: { readonly sysRoot: string }) {
    this.#sysRoot = sysRoot;
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
    const folders = sensorFolders(this.#sysRoot);
    const found = Object.values(folders).flat().join(' ');
    if (found === this.#found) return;
    this.#sensors = await findSensors(folders);
    this.#found = found;
  }
}

function readingOf(sensors: readonly Sensor[], rows: readonly Float64Array[]): Reading {
  const labels = { chip: sensors.map(({ chip }) => chip), label: sensors.map(({ label }) => label) };
  return { devices: sensors.map(({ device }) => device), labels, values: joinRows(rows) };
}

export const sensorGroup: BackgroundDefinition = {
  create: ({ sysRoot }) => new SensorGroup({ sysRoot }),
  firstAfterMs: 1_000,
  whyAbsent: {
    sensor: 'no sensor in /sys/class/hwmon, no thermal zone and no battery: usual on a virtual machine',
  },
};
