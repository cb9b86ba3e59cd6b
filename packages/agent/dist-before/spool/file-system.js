import { closeSync, fdatasync, fstatSync, fsync, ftruncateSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, statfsSync, writeSync, } from 'node:fs';
import { promisify } from 'node:util';
const dataSync = promisify(fdatasync);
const fullSync = promisify(fsync);
class NodeFile {
    #fd;
    constructor(fd) {
        this.#fd = fd;
    }
    read(buffer, position) {
        let done = 0;
        while (done < buffer.length) {
            const count = readSync(this.#fd, buffer, done, buffer.length - done, position + done);
            if (count === 0)
                break;
            done += count;
        }
        return done;
    }
    write(bytes, position) {
        for (let done = 0; done < bytes.length;) {
            done += writeSync(this.#fd, bytes, done, bytes.length - done, position + done);
        }
    }
    truncate(length) {
        ftruncateSync(this.#fd, length);
    }
    sync() {
        return dataSync(this.#fd);
    }
    size() {
        return fstatSync(this.#fd).size;
    }
    close() {
        closeSync(this.#fd);
    }
}
const spoolFileMode = 0o600;
export const nodeFileSystem = {
    create: (path) => new NodeFile(openSync(path, 'wx+', spoolFileMode)),
    open: (path) => new NodeFile(openSync(path, 'r+')),
    rename: (from, to) => renameSync(from, to),
    remove: (path) => rmSync(path, { force: true }),
    list: (folder) => readdirSync(folder),
    makeFolder: (folder) => void mkdirSync(folder, { recursive: true, mode: 0o700 }),
    async syncFolder(folder) {
        const fd = openSync(folder, 'r');
        try {
            await fullSync(fd);
        }
        finally {
            closeSync(fd);
        }
    },
    totalBytes(folder) {
        const { blocks, bsize } = statfsSync(folder);
        return blocks * bsize;
    },
};
//# sourceMappingURL=file-system.js.map