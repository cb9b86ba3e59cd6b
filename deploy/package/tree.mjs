// The files of the two packages as they lie on a host; deb, rpm and images are made from these trees.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { npmPackage } from '../agent/npm-package.mjs';
import { nodeVersion, targets } from '../agent/targets.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const built = join(root, 'deploy/dist');
const cache = join(root, 'node_modules/.cache/hostwire-deploy');

/** The one place of the version: the workspace's manifest. */
export const version = manifest().version;

function manifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** The agent as one file, its unit and its environment file. Throws when deploy/agent/build.mjs did not run. */
export function agentTree(tree, target) {
  const program = join(built, `hostwire-agent-${target}`);
  if (!existsSync(program)) throw new Error(`${program} is missing: run node deploy/agent/build.mjs first.`);
  put(tree, '/usr/bin/hostwire-agent', { from: program, mode: 0o755 });
  const unit = readFileSync(join(root, 'deploy/systemd/hostwire-agent.service'), 'utf8');
  put(tree, '/usr/lib/systemd/system/hostwire-agent.service', {
    // The package manager upgrades it: no launcher.
    text: unit
      .replace(/^# Starts the agent, or .*\n/m, '')
      .replace(/^ExecStart=.*$/m, 'ExecStart=/usr/bin/hostwire-agent run --state /var/lib/hostwire-agent'),
  });
  put(tree, '/usr/share/doc/hostwire-agent/copyright', { from: join(root, 'LICENSE') });
}

/** The collector with a Node of its own, ClickHouse's library, its unit, its configuration, and the agents it hands out. */
export function collectorTree(tree, target) {
  const home = join(tree, 'usr/lib/hostwire');
  mkdirSync(dirname(home), { recursive: true });
  const args = [
    '--yes',
    manifest().packageManager,
    '--filter',
    '@hostwire/cli',
    'deploy',
    '--prod',
    '--legacy',
    // Not links: whoever adds one to pnpm's store meanwhile changes the file for tar.
    '--config.package-import-method=copy',
  ];
  const { status, stderr } = spawnSync('npx', [...args, home], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`pnpm deploy failed: ${stderr}`);
  const node = join(npmPackage(`${targets[target].node}@${nodeVersion}`, cache), 'bin/node');
  put(tree, '/usr/lib/hostwire/bin/node', { from: node, mode: 0o755 });
  put(tree, '/usr/bin/hostwire', {
    text: '#!/bin/sh\nexec /usr/lib/hostwire/bin/node /usr/lib/hostwire/bin/hostwire.js "$@"\n',
    mode: 0o755,
  });
  manual(tree, join(home, 'bin/hostwire.js'));
  put(tree, '/etc/hostwire/collector.yaml', { from: join(root, 'deploy/package/collector.yaml') });
  put(tree, '/usr/lib/systemd/system/hostwire.service', {
    from: join(root, 'deploy/systemd/hostwire-collector.service'),
  });
  put(tree, '/usr/share/doc/hostwire/copyright', { from: join(root, 'LICENSE') });
  if (existsSync(join(built, 'SHA256SUMS'))) {
    const agents = readFileSync(join(built, 'SHA256SUMS'), 'utf8').matchAll(/(hostwire-agent-\S+)/g);
    for (const [name] of agents) {
      put(tree, `/usr/share/hostwire/agents/${name}`, { from: join(built, name), mode: 0o755 });
    }
    for (const name of ['SHA256SUMS', 'manifest.json'])
      put(tree, `/usr/share/hostwire/agents/${name}`, { from: join(built, name) });
  }
}

const completions = {
  bash: '/usr/share/bash-completion/completions/hostwire',
  zsh: '/usr/share/zsh/vendor-completions/_hostwire',
  fish: '/usr/share/fish/vendor_completions.d/hostwire.fish',
};

/** Manual pages and completion, which the program makes of its own help. */
function manual(tree, program) {
  const ask = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`hostwire ${args.join(' ')} failed: ${stderr}`);
    return stdout;
  };
  for (const [shell, path] of Object.entries(completions))
    put(tree, path, { text: ask('completion', shell) });
  const folder = join(tree, 'usr/share/man/man1');
  ask('manual', folder);
  for (const file of readdirSync(folder)) {
    put(tree, `/usr/share/man/man1/${file}.gz`, {
      text: gzipSync(readFileSync(join(folder, file)), { level: 9 }),
    });
    rmSync(join(folder, file));
  }
}

function put(tree, path, { from, text, mode = 0o644 }) {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  if (from === undefined) writeFileSync(file, text);
  else cpSync(from, file, { dereference: true });
  chmodSync(file, mode);
}
