import type { SurveyFindings, Surveyor } from './survey.ts';
declare const position: {
    temperature: number;
    fan: number;
    charge: number;
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
/**
 * Group `sensor`, from /sys/class/hwmon and /sys/class/power_supply. What there is, is looked up again when a chip or
 * battery came or went; between, a survey reads one file per sensor.
 */
export declare class SensorGroup implements Surveyor {
    #private;
    readonly name = "sensor";
    readonly resets = 0;
    constructor({ sysRoot }: {
        readonly sysRoot: string;
    });
    survey(): Promise<SurveyFindings>;
    forget(): void;
    close(): void;
}
export {};
