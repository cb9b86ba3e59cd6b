// Builds hostwire-agent-VERSION-1.ARCH.rpm with rpmbuild (Debian has it in the package `rpm`).
//
//   node deploy/rpm/build.mjs [--target linux-x64|linux-arm64]
//
// The same inputs give the same bytes: times are at most that of the last commit.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../agent/npm-package.mjs';
import { targets } from '../agent/targets.mjs';
import { lastCommitTime } from '../package/last-commit.mjs';
import { agentTree, built, root, version } from '../package/tree.mjs';

const { values } = parseArgs({ options: { target: { type: 'string', default: `linux-${process.arch}` } } });
const architecture = targets[values.target].rpmArchitecture;
const work = mkdtempSync(join(tmpdir(), 'hostwire-rpm-'));
try {
  const tree = join(work, 'tree');
  agentTree(tree, values.target);
  const definitions = {
    _topdir: work,
    _buildhost: 'hostwire',
    use_source_date_epoch_as_buildtime: 1,
    clamp_mtime_to_source_date_epoch: 1,
    hostwire_version: version,
    hostwire_tree: tree,
  };
  const defined = Object.entries(definitions).map(([name, value]) => `--define=${name} ${value}`);
  const spec = join(root, 'deploy/rpm/hostwire-agent.spec');
  const env = { ...process.env, SOURCE_DATE_EPOCH: lastCommitTime() };
  run('rpmbuild', ['-bb', `--target=${architecture}`, ...defined, spec], { env });
  const name = `hostwire-agent-${version}-1.${architecture}.rpm`;
  mkdirSync(built, { recursive: true });
  copyFileSync(join(work, 'RPMS', architecture, name), join(built, name));
  console.log(join(built, name));
} finally {
  rmSync(work, { recursive: true, force: true });
}
