import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
/** A machine without an id (some containers) is told by its host name, one without a boot id never looks rebooted. */
export function readMachine(root = '') {
    const name = hostname();
    const id = firstLine(`${root}/etc/machine-id`) ?? firstLine(`${root}/var/lib/dbus/machine-id`) ?? name;
    return {
        machineHash: createHash('sha256').update(id).digest('hex'),
        bootId: firstLine(`${root}/proc/sys/kernel/random/boot_id`) ?? 'unknown',
        hostname: name,
    };
}
function firstLine(path) {
    try {
        return readFileSync(path, 'utf8').split('\n', 1)[0]?.trim() || undefined;
    }
    catch {
        return undefined; // not there on this kind of machine
    }
}
//# sourceMappingURL=machine.js.map