import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cloneRoot } from '../harness/clone.ts';
import { findingsOf, Missing, type Finding } from './client.ts';

/** Sources of clients in other languages. */
export const programsFolder = join(cloneRoot, 'test/clients/programs');
/** What toolchains download and build; kept between runs. */
const cacheFolder = join(cloneRoot, 'test/.work/clients');
/** Go compiles for minutes on a machine that others use, too. */
const installLimitMs = 1_500_000;
const runLimitMs = 180_000;

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
}

/** Where a program is. Throws Missing. Debian's servers stand in folders that are not in everybody's PATH. */
export function program(name: string): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found === undefined) throw new Missing(`${name} is not installed`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function cache(name: string): string {
  const folder = join(cacheFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export async function run(
  command: string,
  args: readonly string[],
  { cwd = cacheFolder, env = {}, limitMs = runLimitMs }: RunOptions = {},
): Promise<Run> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  return { code, stdout, stderr };
}

interface Installation extends RunOptions {
  readonly command: string;
  readonly args: readonly string[];
}

/** Fetches from a registry. Throws Missing when that cannot be had. */
export async function install(what: string, { command, args, ...options }: Installation): Promise<void> {
  const { code, stdout, stderr } = await run(command, args, { limitMs: installLimitMs, ...options });
  if (code === 0) return;
  throw new Missing(`${what} cannot be installed: ${lastLine(stderr) || lastLine(stdout)}`);
}

/** Runs a client that prints its findings; one that ends otherwise has failed as a whole. */
export async function findings(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finding[]> {
  const { code, stdout, stderr } = await run(command, args, options);
  const found = findingsOf(stdout);
  if (code === 0 && found.length > 0) return found;
  return [
    ...found,
    { check: 'the client runs to its end', problem: `exit ${code}: ${stderr.slice(-1_000)}` },
  ];
}

/** The interpreter of a virtual environment with the pinned packages of one requirements file. */
export async function python(requirements: string): Promise<string> {
  const system = program('python3');
  const folder = cache(`python-${requirements}`);
  const interpreter = join(folder, 'bin/python');
  if (!existsSync(interpreter))
    await install('a virtual environment', { command: system, args: ['-m', 'venv', folder] });
  const file = join(programsFolder, 'python', `${requirements}.txt`);
  await install(requirements, { command: interpreter, args: ['-m', 'pip', 'install', '-q', '-r', file] });
  return interpreter;
}

/** The last line that says something, without colours. */
function lastLine(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trim());
  return lines.findLast((line) => line !== '') ?? '';
}
