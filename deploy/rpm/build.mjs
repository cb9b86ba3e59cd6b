// Builds hostwire-agent-VERSION-1.ARCH.rpm with rpmbuild (Debian has it in the package `rpm`).
//
//   node deploy/rpm/build.mjs [--target linux-x64|linux-arm64]
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../agent/npm-package.mjs';
import { targets } from '../agent/targets.mjs';
import { agentTree, built, root, version } from '../package/tree.mjs';

const { values } = parseArgs({ options: { target: { type: 'string', default: `linux-${process.arch}` } } });
const architecture = targets[values.target].rpmArchitecture;
const work = mkdtempSync(join(tmpdir(), 'hostwire-rpm-'));
try {
  const tree = join(work, 'tree');
  agentTree(tree, values.target);
  run('rpmbuild', [
    '-bb',
    `--target=${architecture}`,
    `--define=_topdir ${work}`,
    `--define=hostwire_version ${version}`,
    `--define=hostwire_tree ${tree}`,
    join(root, 'deploy/rpm/hostwire-agent.spec'),
  ]);
  const name = `hostwire-agent-${version}-1.${architecture}.rpm`;
  mkdirSync(built, { recursive: true });
  copyFileSync(join(work, 'RPMS', architecture, name), join(built, name));
  console.log(join(built, name));
} finally {
  rmSync(work, { recursive: true, force: true });
}
