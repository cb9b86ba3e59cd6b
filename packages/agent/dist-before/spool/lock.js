/**
 * One process per state folder. The lock names its holder by pid, start time and boot: a holder that was killed is
 * recognised as gone (also when its pid was given to another process) and its lock is taken over. It is a symbolic link
 * to nothing: made in one step, never half written, and without a free block on a full disk.
 *
 * States: free → held → free. Taking over moves the old file to a name of our own first and looks at what was moved: of
 * two processes that saw the same dead holder, the slower one finds the faster one's lock in its hand and gives it back.
 */
import { readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { HostwireError, errorCode } from '@hostwire/runtime';
/** Whether that very process is still there. */
export function isAlive(holder, bootId) {
    if (holder.bootId !== bootId)
        return false;
    if (holder.startTicks !== '')
        return startTicksOf(holder.pid) === holder.startTicks;
    try {
        process.kill(holder.pid, 0);
        return true;
    }
    catch (error) {
        return errorCode(error) === 'EPERM'; // there, and somebody else's
    }
}
/** undefined: there is no lock, or nothing that can be read as one. */
export function readLock(path) {
    try {
        const [, pid, startTicks = '', bootId = ''] = /^(\d+)\.(\d*)\.(.+)$/.exec(readlinkSync(path)) ?? [];
        return pid === undefined ? undefined : { pid: Number(pid), startTicks, bootId };
    }
    catch {
        return undefined; // none, or not a link: nobody holds it
    }
}
export class Lock {
    #path;
    #content;
    constructor(path, content) {
        this.#path = path;
        this.#content = content;
    }
    /** Throws HostwireError STATE_LOCKED, which names the pid of the holder. */
    static take(path, bootId) {
        const lock = new Lock(path, `${process.pid}.${startTicksOf(process.pid)}.${bootId}`);
        if (lock.#create())
            return lock;
        const holder = readLock(path);
        if (holder !== undefined && isAlive(holder, bootId))
            throw locked(path, holder.pid);
        const moved = `${path}.${process.pid}`;
        rmSync(moved, { force: true });
        try {
            renameSync(path, moved);
        }
        catch (error) {
            if (errorCode(error) !== 'ENOENT')
                throw error; // another process took it over before us
        }
        const inHand = readLock(moved);
        if (inHand !== undefined && isAlive(inHand, bootId)) {
            restore(moved, path);
            throw locked(path, inHand.pid);
        }
        rmSync(moved, { force: true });
        if (lock.#create())
            return lock;
        throw locked(path, readLock(path)?.pid);
    }
    release() {
        if (targetOf(this.#path) === this.#content)
            rmSync(this.#path, { force: true });
    }
    #create() {
        try {
            symlinkSync(this.#content, this.#path);
            return true;
        }
        catch (error) {
            if (errorCode(error) === 'EEXIST')
                return false;
            throw error;
        }
    }
}
function targetOf(path) {
    try {
        return readlinkSync(path);
    }
    catch {
        return undefined; // gone
    }
}
function restore(moved, path) {
    try {
        symlinkSync(readlinkSync(moved), path);
    }
    catch (error) {
        if (errorCode(error) !== 'EEXIST')
            throw error; // a third process holds it now: it stays theirs
    }
    rmSync(moved, { force: true });
}
function locked(path, pid) {
    const message = `another agent (pid ${pid ?? 'unknown'}) uses this state folder (${path}): stop it, or choose another with --state`;
    return new HostwireError('STATE_LOCKED', message, { context: { path, pid } });
}
/** Field 22 of /proc/PID/stat; the name before it may hold spaces and parentheses. */
function startTicksOf(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    }
    catch {
        return ''; // gone, or a system without /proc
    }
}
//# sourceMappingURL=lock.js.map