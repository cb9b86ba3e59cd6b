/** What is used of systeminformation's answers. */
declare const parts: {
    cpu: (told: unknown) => {
        readonly manufacturer: string;
        readonly brand: string;
        readonly cores: number;
        readonly physicalCores: number;
        readonly processors: number;
    } | undefined;
    system: (told: unknown) => {
        readonly manufacturer: string;
        readonly model: string;
        readonly virtual: boolean;
        readonly virtualHost: string;
    } | undefined;
    osInfo: (told: unknown) => {
        readonly distro: string;
        readonly release: string;
    } | undefined;
    diskLayout: (told: unknown) => {
        readonly device: string;
        readonly name: string;
        readonly vendor: string;
        readonly size: number;
        readonly type: string;
    }[];
    blockDevices: (told: unknown) => {
        readonly name: string;
        readonly type: string;
        readonly size: number;
        readonly physical: string;
        readonly model: string;
    }[];
    networkInterfaces: (told: unknown) => {
        readonly iface: string;
        readonly internal: boolean;
        readonly ip4: string;
        readonly ip6: string;
        readonly mac: string;
        readonly speed: number;
    }[];
    graphics: (told: unknown) => {
        readonly controllers: {
            readonly vendor: string;
            readonly model: string;
        }[];
    } | undefined;
};
export type Parts = {
    readonly [Name in keyof typeof parts]?: NonNullable<ReturnType<(typeof parts)[Name]>>;
};
/** The parts in the output of the child, and how many lines could not be used: garbage, errors, a line cut short. */
export declare function readParts(output: string): {
    parts: Parts;
    unusable: number;
};
export {};
