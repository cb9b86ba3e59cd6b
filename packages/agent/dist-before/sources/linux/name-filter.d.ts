/** Globs: `*` stands for any characters (slashes too), `?` for one, all else for itself. */
export interface NameFilterOptions {
    /** Asked for: kept whatever `exclude` and the defaults of the group say. */
    readonly include?: readonly string[];
    /** Left out. Takes the place of the group's default list. */
    readonly exclude?: readonly string[];
}
/** Which devices, mounts or file system types are reported. */
export declare class NameFilter {
    #private;
    constructor(defaultExclude: readonly string[], { include, exclude }?: NameFilterOptions);
    asksFor(name: string): boolean;
    keeps(name: string): boolean;
}
