import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
/**
 * Runs a program that may hang, flood or crash, and takes what it printed until then.
 *
 * The child leads a process group of its own, so that whatever it started ends with it: SIGKILL to the group at the
 * time-out, when the output passes its limit, and also after an orderly end, for what it left behind. Nothing here
 * waits for a child beyond the time-out: a process in an uninterruptible call is left to the kernel.
 */
const inventoryLimits = { maxOutputBytes: 4 * 1024 * 1024, maxErrorBytes: 2048 };
/** From src/inventory and from dist/inventory alike. */
export const inventoryChild = fileURLToPath(new URL('../../inventory/inventory-child.mjs', import.meta.url));
/** The programs that systeminformation runs lie here (the last is NixOS). The agent's own environment may hold secrets. */
const childEnvironment = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
    LC_ALL: 'C',
};
/** Never rejects. Resolves within `timeoutMs`. */
export function runInventory(program, { timeoutMs, signal }) {
    return new Promise((resolve) => {
        // Out of file descriptors, spawn gives a child without streams.
        const child = spawn(process.execPath, [program], {
            detached: true,
            stdio: ['ignore', 'pipe', 'pipe'],
            env: childEnvironment,
            cwd: '/',
        });
        const pieces = [];
        let bytes = 0;
        let errorOutput = '';
        let ended = false;
        const end = (ending) => {
            if (ended)
                return;
            ended = true;
            clearTimeout(timer);
            signal?.removeEventListener('abort', onAbort);
            killGroup(child);
            for (const stream of [child.stdout, child.stderr])
                stream?.destroy();
            resolve({ ending, output: Buffer.concat(pieces).toString('utf8'), errorOutput });
        };
        const onAbort = () => end('aborted');
        const timer = setTimeout(() => end('timed_out'), timeoutMs);
        child.stdout?.on('data', (piece) => {
            bytes += piece.length;
            if (bytes > inventoryLimits.maxOutputBytes)
                end('flooded');
            else
                pieces.push(piece);
        });
        child.stderr?.on('data', (piece) => {
            errorOutput = (errorOutput + piece.toString('utf8')).slice(-inventoryLimits.maxErrorBytes);
        });
        child.on('error', (error) => {
            errorOutput = error.message;
            end('failed');
        });
        child.on('close', (code) => end(code === 0 ? 'finished' : 'failed'));
        signal?.addEventListener('abort', onAbort);
        if (signal?.aborted === true)
            onAbort();
    });
}
/** The group may be gone, or never have been. */
function killGroup({ pid }) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, 'SIGKILL');
    }
    catch {
        // ESRCH: nothing is left of it
    }
}
//# sourceMappingURL=inventory-process.js.map