/**
 * Which cgroups (version 2) there are.
 *
 * Only folders that cgroups of interest lie in are looked into: slices, sessions of users, and what container engines
 * call their own. Below a unit or container nothing is reported: its numbers contain it.
 *
 * State: of each such folder its sub-folders. They are listed again when their number has changed (which the folder's
 * link count tells) or when `forget` was told that one of them is gone.
 */
export declare const cgroupTreeLimits: {
    readonly maxDepth: 10;
    /** Beyond it the rest is left out. Kubernetes runs at most some hundred containers on a host. */
    readonly maxCgroups: 2048;
};
/** `self`: the cgroup that the agent is limited by, seen from inside a container. */
export type CgroupKind = 'unit' | 'container' | 'slice' | 'self';
export interface Cgroup {
    /** From the root of the hierarchy: /system.slice/ssh.service. */
    readonly path: string;
    readonly kind: CgroupKind;
}
/** What a folder of that name is; undefined: nothing to report, there may be something in it. */
export declare function cgroupKind(name: string): CgroupKind | undefined;
export declare class CgroupTree {
    #private;
    /** Cgroups beyond the limit at the last listing. */
    leftOut: number;
    constructor(root: string);
    /** In the order of a walk, parents first. The root is not among them. */
    list(): Promise<Cgroup[]>;
    /** A cgroup is gone: the folder that it was in is listed again. */
    forget(path: string): void;
}
