import { spawn, type ChildProcess } from 'node:child_process';
import { childGroupOptions, killGroup } from '../child-group.ts';
import { packageFile } from '../package-file.ts';

/**
 * Runs a program that may hang, flood or crash, and takes what it printed until then.
 *
 * The child leads a process group of its own, so that whatever it started ends with it: SIGKILL to the group at the
 * time-out, when the output passes its limit, and also after an orderly end, for what it left behind. Nothing here
 * waits for a child beyond the time-out: a process in an uninterruptible call is left to the kernel.
 */
const inventoryLimits = { maxOutputBytes: 4 * 1024 * 1024, maxErrorBytes: 2048 } as const;

type Ending = 'finished' | 'failed' | 'timed_out' | 'flooded' | 'aborted';

export interface InventoryOutput {
  readonly ending: Ending;
  readonly output: string;
  /** The end of what it wrote to standard error, for the log. */
  readonly errorOutput: string;
}

/** From src/inventory and from dist/inventory alike. */
export const inventoryChild = packageFile('inventory/inventory-child.mjs');

export interface InventoryRun {
  readonly timeoutMs: number;
  /** Ends the child at once, for an agent that stops. */
  readonly signal?: AbortSignal | undefined;
}

/** Never rejects. Resolves within `timeoutMs`. */
export function runInventory(program: string, { timeoutMs, signal }: InventoryRun): Promise<InventoryOutput> {
  return new Promise((resolve) => {
    // Out of file descriptors, spawn gives a child without streams.
    const child: ChildProcess = spawn(process.execPath, [program], {
      ...childGroupOptions,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    let errorOutput = '';
    let ended = false;
    const end = (ending: Ending) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      killGroup(child);
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      resolve({ ending, output: Buffer.concat(pieces).toString('utf8'), errorOutput });
    };
    const onAbort = () => end('aborted');
    const timer = setTimeout(() => end('timed_out'), timeoutMs);
    child.stdout?.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > inventoryLimits.maxOutputBytes) end('flooded');
      else pieces.push(piece);
    });
    child.stderr?.on('data', (piece: Buffer) => {
      errorOutput = (errorOutput + piece.toString('utf8')).slice(-inventoryLimits.maxErrorBytes);
    });
    child.on('error', (error) => {
      errorOutput = error.message;
      end('failed');
    });
    child.on('close', (code) => end(code === 0 ? 'finished' : 'failed'));
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted === true) onAbort();
  });
}
