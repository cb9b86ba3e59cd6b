import { type NameFilterOptions } from './name-filter.ts';
/** One line of /proc/self/mountinfo, decoded. */
export interface Mount {
    readonly mountPoint: string;
    /** `major:minor`: the same for every mount of one file system. */
    readonly deviceNumber: string;
    /** The folder of the file system that is mounted here: '/' unless it is a bind mount, a subvolume, ... */
    readonly root: string;
    readonly type: string;
    /** Block device or remote source. */
    readonly source: string;
    readonly readOnly: boolean;
}
export interface MountFilterOptions {
    /** By mount point. */
    readonly mounts?: NameFilterOptions;
    readonly types?: NameFilterOptions;
}
/** Lines that are not as documented in proc(5) are left out. */
export declare function parseMountinfo(text: string): Mount[];
/**
 * The mounts to report, in the order of the mount points. Of mounts on one mount point the last is the one in sight.
 * A file system mounted in several places is reported once: where its root is mounted, else at the shortest path.
 * '/' is reported whatever its type is: in a container it is an overlay.
 */
export declare function selectMounts(mounts: readonly Mount[], options?: MountFilterOptions): Mount[];
