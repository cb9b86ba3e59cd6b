// `pnpm release --dry-run`: builds everything that a release consists of into deploy/dist/release, and says what it is.
// Without --dry-run it also tags the commit. It refuses when anything drifted (readiness.mjs).
//
//   pnpm release [--dry-run] [--only agent,deb,rpm,npm,helm,sbom]
//
// Needs dpkg-deb, and rpmbuild for the .rpm (left out, and said so, where there is none). Publishing is not done here: the
// last lines say how.
import { createHash, sign } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../agent/npm-package.mjs';
import { releaseKey } from '../agent/release-key.mjs';
import { packAll } from '../npm/pack.mjs';
import { changelog, notesOf, whatKeepsARelease } from './readiness.mjs';
import { writeBill } from './sbom.mjs';
import { releaseVersion, root } from './versions.mjs';

const built = join(root, 'deploy/dist');
const out = join(built, 'release');
const version = releaseVersion();
const targets = ['linux-x64', 'linux-arm64'];

const parts = {
  agent: () => node('deploy/agent/build.mjs', ...targets.flatMap((target) => ['--target', target])),
  deb: () => {
    for (const target of targets)
      node('deploy/deb/build.mjs', '--package', 'hostwire-agent', '--target', target);
    node('deploy/deb/build.mjs', '--package', 'hostwire', '--target', 'linux-x64');
  },
  rpm: () => {
    if (spawnSync('rpmbuild', ['--version']).status !== 0)
      return console.log('release: rpmbuild is not here (Debian: apt install rpm): no .rpm in this release');
    node('deploy/rpm/build.mjs', '--target', 'linux-x64');
  },
  npm: () => packAll(join(built, 'npm')),
  helm: () => {
    const chart = join(built, `hostwire-chart-${version}.tgz`);
    run('tar', ['-czf', chart, '--owner=0', '--group=0', '--sort=name', '--mtime=@0', 'hostwire'], {
      cwd: join(root, 'deploy/helm'),
    });
  },
  sbom: () =>
    writeBill({ tarballs: join(built, 'npm'), version, out: join(built, `hostwire-${version}.cdx.json`) }),
};

function node(script, ...args) {
  run(process.execPath, [script, ...args], { cwd: root });
}

const shown = /^(hostwire-agent-linux-|hostwire.*\.(deb|rpm|tgz|json)$|manifest\.json$)/;

/** Every artefact, with what to check them by. */
function collect() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const npm = join(built, 'npm');
  for (const [folder, pattern] of [
    [built, shown],
    [npm, /\.tgz$/],
  ])
    for (const name of readdirSync(folder).filter((each) => pattern.test(each)))
      copyFileSync(join(folder, name), join(out, name));
  const { privateKey, publicKey } = releaseKey();
  const sums = readdirSync(out)
    .toSorted()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
  writeFileSync(join(out, 'SHA256SUMS'), sums);
  writeFileSync(join(out, 'SHA256SUMS.sig'), sign(null, Buffer.from(sums), privateKey));
  writeFileSync(join(out, 'release-key.pub'), publicKey);
  writeFileSync(join(out, 'NOTES.md'), `# Hostwire ${version}\n\n${notesOf(version, changelog())}\n`);
}

function describe() {
  for (const name of readdirSync(out).toSorted())
    console.log(`${String(statSync(join(out, name)).size).padStart(12)}  ${name}`);
  console.log(`
${out}
Check: openssl pkeyutl -verify -pubin -inkey release-key.pub -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig && sha256sum -c SHA256SUMS
Publish: git push origin v${version}; for each .tgz: npm publish FILE`);
}

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(parts).join(',') },
  },
});
const wanted = values.only.split(',');
const unknown = wanted.find((name) => parts[name] === undefined);
if (unknown !== undefined) {
  console.error(`release: there is no part ${unknown}. Choose from: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const problems = whatKeepsARelease({ isFinal: !values['dry-run'] });
if (problems.length > 0) {
  console.error(`release: ${version} is not made:\n${problems.map((each) => `- ${each}.\n`).join('')}`);
  process.exit(1);
}
for (const name of wanted) {
  console.log(`release: ${name} ...`);
  await parts[name]();
}
collect();
describe();
if (!values['dry-run'])
  run('git', ['tag', '--annotate', `v${version}`, '--message', `Hostwire ${version}`], { cwd: root });
