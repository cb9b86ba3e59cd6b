import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '@hostwire/runtime';
import { CommandError, exitCode } from '../exit-code.ts';

/** Stands in a data folder until the restore or the copy into it is complete. */
const fileName = 'unfinished.json';

/** The command that fills this folder; undefined: none is unfinished. */
export function unfinishedCommand(data: string): string | undefined {
  const path = join(data, fileName);
  if (!existsSync(path)) return undefined;
  const { command } = JSON.parse(readFileSync(path, 'utf8')) as { command?: unknown };
  return typeof command === 'string' ? command : 'hostwire storage restore';
}

export async function beginFilling(data: string, command: string): Promise<void> {
  await writeFileDurably(join(data, fileName), `${JSON.stringify({ command })}\n`, { mode: 0o600 });
}

export function endFilling(data: string): void {
  rmSync(join(data, fileName), { force: true });
}

/** Throws for a folder that is filled half-way: what runs on it would miss the rest. */
export function requireFilled(data: string): void {
  const command = unfinishedCommand(data);
  if (command === undefined) return;
  throw new CommandError(
    exitCode.failed,
    `${data} is not complete: "${command}" was not finished. Run it again, or use another folder.`,
  );
}
