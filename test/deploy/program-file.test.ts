/** How the agent as one file is written: Node itself stands for it, most of which it is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const { writeProgram } = (await import(join(cloneRoot, 'deploy/agent/program-file.mjs'))) as {
  writeProgram: (path: string, content: Buffer) => void;
};

/** Node touches 34 MB of its file and libraries. Written at once, 45 to 55 MB are mapped on a kernel that maps more than was touched. */
const mostFileMb = 40;
const folder = makeWorkFolder('program-file');

afterAll(() => removeWorkFolder(folder));

test('a program that was just written maps no more of itself than it uses', async () => {
  const path = join(folder, 'node');
  const content = readFileSync(process.execPath);
  writeProgram(path, content);
  expect(readFileSync(path).equals(content)).toBe(true);
  const program = spawn(path, ['-e', 'process.stdin.resume(); console.log(1)'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(program.stdout, 'data');
    expect(fileMb(program.pid!)).toBeLessThan(mostFileMb);
  } finally {
    const ended = once(program, 'close');
    program.kill('SIGKILL');
    await ended;
  }
}, 60_000);

/** Pages of the program and of libraries that are mapped. */
function fileMb(pid: number): number {
  return Number(/RssFile:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))![1]) / 1024;
}
