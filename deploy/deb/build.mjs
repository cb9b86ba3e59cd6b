// Builds hostwire-agent_VERSION_ARCH.deb and hostwire_VERSION_ARCH.deb with Debian's own dpkg-deb.
//
//   node deploy/deb/build.mjs [--package hostwire-agent|hostwire] [--target linux-x64|linux-arm64]
//
// The same inputs give the same bytes: dpkg-deb takes the time of the last commit from SOURCE_DATE_EPOCH.
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../agent/npm-package.mjs';
import { targets } from '../agent/targets.mjs';
import { lastCommitTime } from '../package/last-commit.mjs';
import { agentTree, built, collectorTree, root, version } from '../package/tree.mjs';

const packages = { 'hostwire-agent': agentTree, hostwire: collectorTree };

export function buildDeb(name, target) {
  const tree = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    chmodSync(tree, 0o755);
    packages[name](tree, target);
    const control = join(tree, 'DEBIAN');
    cpSync(join(root, 'deploy/deb', name), control, { recursive: true });
    for (const script of readdirSync(control).filter((file) => /^(pre|post)(inst|rm)$/.test(file)))
      chmodSync(join(control, script), 0o755);
    const architecture = targets[target].debArchitecture;
    const template = readFileSync(join(control, 'control'), 'utf8');
    writeFileSync(
      join(control, 'control'),
      template.replace('@VERSION@', version).replace('@ARCHITECTURE@', architecture),
    );
    mkdirSync(built, { recursive: true });
    const out = join(built, `${name}_${version}_${architecture}.deb`);
    const env = { ...process.env, SOURCE_DATE_EPOCH: lastCommitTime() };
    run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', tree, out], { env });
    return out;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    package: { type: 'string', multiple: true, default: Object.keys(packages) },
    target: { type: 'string', default: `linux-${process.arch}` },
  },
});
for (const name of values.package) console.log(buildDeb(name, values.target));
