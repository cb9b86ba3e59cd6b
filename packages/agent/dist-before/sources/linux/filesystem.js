import { columnGroup, isText } from '@hostwire/protocol';
import { columnPosition } from "./columns.js";
import { MountSurvey } from "./mount-survey.js";
import { parseMountinfo, selectMounts } from "./mountinfo.js";
const width = columnGroup('filesystem').columns.length;
const position = {
    size: columnPosition('filesystem', 'size_bytes'),
    free: columnPosition('filesystem', 'free_bytes'),
    available: columnPosition('filesystem', 'available_bytes'),
    inodesTotal: columnPosition('filesystem', 'inodes_total'),
    inodesFree: columnPosition('filesystem', 'inodes_free'),
    readOnly: columnPosition('filesystem', 'read_only'),
};
/** Group `filesystem`: asks the mounts, which may not answer. */
export class FilesystemGroup {
    name = 'filesystem';
    resets = 0;
    #mountinfo;
    #filter;
    #survey;
    constructor({ mountinfo, statfs, filter, answerMs }) {
        this.#mountinfo = mountinfo;
        this.#filter = filter;
        this.#survey = new MountSurvey({ statfs, ...(answerMs === undefined ? {} : { answerMs }) });
    }
    async survey() {
        const mounts = selectMounts(parseMountinfo(this.#mountinfo.read().toString('utf8')), this.#filter);
        const { reading, troubles } = filesystemReading(await this.#survey.run(mounts));
        return { readings: reading === undefined ? {} : { filesystem: reading }, troubles };
    }
    forget() {
        // gauges have no baseline; calls that are pending stay
    }
    close() {
        this.#mountinfo.close();
    }
}
/** Mounts that did not answer, or were not asked because others do not. */
export function troubledMounts(troubles) {
    return troubles.filter(({ code }) => code === 'MOUNT_HUNG' || code === 'MOUNT_NOT_ASKED').length;
}
/** The rows of the mounts that answered, and the troubles with those that no row can tell exactly. */
export function filesystemReading(result) {
    const troubles = [...result.troubles];
    const mounts = [];
    const values = [];
    for (const { mount, capacity } of result.answers) {
        if (capacity.blocks === 0n)
            continue; // some FUSE file systems have no capacity
        const row = capacityRow(mount, capacity);
        const unfit = whyUnfit(mount, row);
        if (unfit !== undefined) {
            troubles.push({ group: `filesystem ${mount.mountPoint}`, ...unfit });
            continue;
        }
        mounts.push(mount);
        values.push(...row);
    }
    if (mounts.length === 0)
        return { reading: undefined, troubles };
    const reading = {
        devices: mounts.map(({ mountPoint }) => mountPoint),
        labels: { device: mounts.map(({ source }) => source), type: mounts.map(({ type }) => type) },
        values: Float64Array.from(values),
    };
    return { reading, troubles };
}
/** Why a mount cannot be part of a sample; undefined when it can. */
function whyUnfit(mount, row) {
    if (![mount.mountPoint, mount.source, mount.type].every(isText)) {
        return {
            code: 'NAME_UNFIT',
            message: 'the mount point or its source is too long to be sent; it is left out',
        };
    }
    if (row.every(Number.isSafeInteger))
        return undefined;
    const message = 'it says that it holds more than 2^53 bytes or files, which no value tells exactly; it is left out';
    return { code: 'CAPACITY_TOO_LARGE', message };
}
/** statfs(2) counts blocks in units of f_bsize on every file system that sets f_frsize to it or to 0. */
function capacityRow(mount, { bsize, blocks, bfree, bavail, files, ffree }) {
    const row = new Array(width);
    row[position.size] = Number(blocks * bsize);
    row[position.free] = Number(bfree * bsize);
    row[position.available] = Number(bavail * bsize);
    row[position.inodesTotal] = Number(files);
    row[position.inodesFree] = Number(ffree);
    row[position.readOnly] = mount.readOnly ? 1 : 0;
    return row;
}
//# sourceMappingURL=filesystem.js.map