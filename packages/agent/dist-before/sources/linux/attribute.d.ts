/**
 * Attributes of /sys: a folder per device, a file per value. They are read on a thread: some ask the hardware, which may
 * take long (a battery over ACPI, a sensor on a slow bus, the link of a network card).
 */
/** The text of an attribute. undefined: the device does not have it or cannot tell, which it says with many errors. */
export declare function readAttribute(path: string): Promise<string | undefined>;
/** A number from 0 on, NaN where there is none: some drivers say -1 for unknown. */
export declare function readCount(path: string): Promise<number>;
/** A whole number, NaN where there is none. */
export declare function readSigned(path: string): Promise<number>;
/** Names in a folder of /sys, in order; none where the kernel does not have the folder. Throws what else readdir says. */
export declare function listDevices(folder: string): Promise<string[]>;
/** The last part of what a link points to; undefined where there is no link. */
export declare function linkTarget(path: string): Promise<string | undefined>;
