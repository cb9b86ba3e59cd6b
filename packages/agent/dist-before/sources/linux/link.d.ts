import { type NameFilterOptions } from './name-filter.ts';
import type { SurveyFindings, Surveyor } from './survey.ts';
/** What /sys/class/net/INTERFACE tells of a link. */
export interface LinkState {
    readonly name: string;
    /** operstate: up, down, lowerlayerdown, unknown, ... */
    readonly state: string;
    /** full or half; '' where there is no speed. */
    readonly duplex: string;
    /** NaN while the link is down and where there is no speed (a virtual interface). */
    readonly speedMbit: number;
    /** How often the link went up or down since the interface exists. */
    readonly carrierChangesTotal: number;
}
/** Group `link`, from /sys/class/net: the interfaces that group `network` has. */
export declare class LinkGroup implements Surveyor {
    #private;
    readonly name = "link";
    constructor({ sysRoot, filter }: {
        readonly sysRoot: string;
        readonly filter?: NameFilterOptions;
    });
    get resets(): number;
    survey(): Promise<SurveyFindings>;
    forget(): void;
    close(): void;
}
