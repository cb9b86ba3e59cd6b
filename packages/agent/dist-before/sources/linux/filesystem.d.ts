import { type Reading } from '@hostwire/protocol';
import type { Trouble } from '../source.ts';
import type { KernelBytes } from './kernel-file.ts';
import { type Statfs, type SurveyResult } from './mount-survey.ts';
import { type MountFilterOptions } from './mountinfo.ts';
import type { SurveyFindings, Surveyor } from './survey.ts';
export interface FilesystemOptions {
    readonly mountinfo: KernelBytes;
    readonly statfs: Statfs;
    readonly filter?: MountFilterOptions;
    readonly answerMs?: number;
}
/** Group `filesystem`: asks the mounts, which may not answer. */
export declare class FilesystemGroup implements Surveyor {
    #private;
    readonly name = "filesystem";
    readonly resets = 0;
    constructor({ mountinfo, statfs, filter, answerMs }: FilesystemOptions);
    survey(): Promise<SurveyFindings>;
    forget(): void;
    close(): void;
}
/** Mounts that did not answer, or were not asked because others do not. */
export declare function troubledMounts(troubles: readonly Trouble[]): number;
/** The rows of the mounts that answered, and the troubles with those that no row can tell exactly. */
export declare function filesystemReading(result: SurveyResult): {
    reading: Reading | undefined;
    troubles: Trouble[];
};
