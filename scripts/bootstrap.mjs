// Brings a fresh clone to a built workspace: checks Node, installs with the pinned pnpm through npx, builds, and
// links the two commands for `npx hostwire`. Safe to run again; a step whose inputs did not change is skipped.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const stamp = join(root, 'node_modules', '.hostwire-installed');

function fail(message) {
  console.error(`hostwire: ${message}`);
  process.exit(1);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Node ${process.versions.node} is too old. Install Node 20.19 or newer (https://nodejs.org) and run this again.`,
  );
}

/** What the installed tree depends on: the lock file and every manifest. */
function installInputs() {
  const hash = createHash('sha256');
  const manifests = readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'package.json'));
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'test/package.json',
    ...manifests,
  ]) {
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function install() {
  const inputs = installInputs();
  const installed =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputs &&
    existsSync(join(root, 'node_modules/.bin/tsc'));
  if (installed) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.log(`hostwire: installing packages with ${packageManager} (about a minute the first time) ...`);
  const args = [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
    '--reporter=append-only',
    '--loglevel=warn',
  ];
  const env = { ...process.env, npm_config_loglevel: 'error', HOSTWIRE_BOOTSTRAPPING: '1' };
  delete env.npm_config_omit; // meant for npm in the root (.npmrc); pnpm installs the tools too
  const { status } = spawnSync('npx', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  if (status !== 0)
    fail(
      'installing failed; the lines above say why. Check the network and the free disk space (2 GB), then run this again.',
    );
  writeFileSync(stamp, inputs);
}

/**
 * npm breaks on pnpm's links in node_modules when `npm install` comes after `npm start`, unless a lock file of its own
 * spares it from reading them. It fills this one itself; git ignores it.
 */
function writeNpmLock() {
  const path = join(root, 'package-lock.json');
  if (existsSync(path)) return;
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(path, `${JSON.stringify({ name, lockfileVersion: 3, packages: { '': { name } } })}\n`);
}

/** `npx hostwire` looks in node_modules/.bin of the folder it is called from. */
function linkCommands() {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  for (const folder of ['cli', 'agent']) {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
    for (const [name, file] of Object.entries(manifest.bin)) {
      rmSync(join(bin, name), { force: true });
      symlinkSync(join('..', '..', 'packages', folder, file), join(bin, name));
    }
  }
}

// pnpm runs the root's postinstall as well; only npm's is a request to bootstrap.
const calledByPnpm =
  process.argv.includes('--from-postinstall') && process.env.HOSTWIRE_BOOTSTRAPPING === '1';
if (!calledByPnpm && !(process.env.npm_config_user_agent ?? '').startsWith('pnpm')) {
  requireNode();
  install();
  await build();
  linkCommands();
  writeNpmLock();
}
