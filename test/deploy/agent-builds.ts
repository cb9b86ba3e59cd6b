/** Builds of the agent with versions of their own, as programs of one file, and a folder from which a collector hands them out. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestName, signManifest } from '@hostwire/protocol';
import { cloneRoot } from '../harness/clone.ts';

const agent = join(cloneRoot, 'packages/agent');
const programName = `hostwire-agent-linux-${process.arch}`;

export interface BuildOptions {
  /** The key whose signatures the build trusts. */
  readonly trusts: KeyObject;
  /** The body of its program; default: the agent. */
  readonly body?: string;
}

/** Path of a program: the agent of this clone under another version. A line of shell that becomes Node takes the place of Node inside. */
export function makeBuild(folder: string, version: string, { trusts, body }: BuildOptions): string {
  const home = join(folder, `agent-${version}`);
  mkdirSync(home, { recursive: true });
  for (const part of ['bin', 'dist', 'inventory', 'portable', 'kernel-files'])
    cpSync(join(agent, part), join(home, part), { recursive: true });
  symlinkSync(join(agent, 'node_modules'), join(home, 'node_modules'));
  const manifest = JSON.parse(readFileSync(join(agent, 'package.json'), 'utf8')) as object;
  writeFileSync(join(home, 'package.json'), JSON.stringify({ ...manifest, version }));
  const publicKey = createPublicKey(trusts).export({ type: 'spki', format: 'pem' });
  writeFileSync(join(home, 'release.json'), JSON.stringify({ program: programName, publicKey }));
  const program = join(home, programName);
  writeFileSync(
    program,
    `#!/bin/sh\n${body ?? `exec '${process.execPath}' '${home}/bin/hostwire-agent.cjs' "$@"`}\n`,
  );
  chmodSync(program, 0o755);
  return program;
}

/** Hands out a program from `downloads` as a release signed with `key`. */
export function publish(
  downloads: string,
  { version, program, key }: { version: string; program: string; key: KeyObject },
): void {
  const content = readFileSync(program);
  const sha256 = createHash('sha256').update(content).digest('hex');
  cpSync(program, join(downloads, programName));
  writeFileSync(join(downloads, 'SHA256SUMS'), `${sha256}  ${programName}\n`);
  const programs = new Map([[programName, { sha256, bytes: content.length }]]);
  const fresh = join(downloads, '.manifest');
  writeFileSync(fresh, signManifest({ version, programs }, key));
  renameSync(fresh, join(downloads, manifestName));
}
