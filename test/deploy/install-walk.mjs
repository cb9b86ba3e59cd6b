// `pnpm install-walk`: what the README says about running it for real, in two fresh Debian roots without Node. As root, with
// debootstrap and dpkg-deb; minutes long.
//
//   collector's root   the .deb is installed, a collector runs, login and token as the README has them
//   host's root        the pasted line: without libstdc++ it says so; then it installs, enrols, starts; the host appears; it
//                      upgrades itself; audit is clean; --uninstall leaves nothing. Then the agent's .deb, and its purge
//                      leaves nothing.
// There is no init in a root without a boot: this script starts what ends, as a service manager would.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Chroot, debianBase, must } from './chroot.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = join(root, 'test/.work');
const built = join(root, 'deploy/dist');
const next = join(work, 'next');
const nextVersion = '0.1.1';
const gatewayPort = 14681;
const limitMs = 180_000;
const data = '--data /var/lib/hostwire';

function step(what) {
  console.log(`${new Date().toISOString().slice(11, 19)} ${what}`);
}

async function until(what, condition) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await new Promise((resolve) => void setTimeout(resolve, 1_000));
  }
}

function build() {
  if (!existsSync(join(built, 'manifest.json'))) must('node', ['deploy/agent/build.mjs'], { cwd: root });
  const arguments_ = ['--target', 'linux-x64', '--out', next, '--as-version', nextVersion];
  if (!existsSync(join(next, 'manifest.json')))
    must('node', ['deploy/agent/build.mjs', ...arguments_], { cwd: root });
  const debs = readdirSync(built).filter((name) => name.endsWith('_amd64.deb'));
  if (debs.length < 2) must('node', ['deploy/deb/build.mjs'], { cwd: root });
}

const debOf = (name) =>
  readdirSync(built).find((file) => file.startsWith(`${name}_`) && file.endsWith('_amd64.deb'));

function installDeb(chroot, name) {
  chroot.put(join(built, debOf(name)), `/tmp/${name}.deb`);
  return chroot.run(`dpkg --install /tmp/${name}.deb && rm /tmp/${name}.deb`);
}

/** Paths that a package or the installer leaves behind. */
function leftovers(chroot, name) {
  const found = chroot.run(
    `find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp \\) -prune -o -path '*hostwire*' -print | grep -v '^/var/lib/dpkg/info\\|^/var/cache\\|^/var/log' || true`,
  );
  const user = chroot.run(`getent passwd ${name} || true`);
  return `${found}${user}`.trim();
}

async function startCollector(chroot) {
  step(installDeb(chroot, 'hostwire').trim().split('\n').at(-1));
  const flags = `--config /etc/hostwire/collector.yaml --gateway-port ${gatewayPort} --web-port 0 --clickhouse-port 0`;
  const service = chroot.serve(`/usr/bin/hostwire collector run ${flags} --ready-file /tmp/ready.json`, {
    user: 'hostwire',
  });
  await until('the collector is ready', () => existsSync(chroot.path('/tmp/ready.json'))).catch((error) => {
    throw new Error(`${error.message}\n${service.log}`);
  });
  return (line) => chroot.run(`hostwire ${line} ${data}`, { user: 'hostwire' });
}

async function walk(collector, host) {
  const hostwire = await startCollector(collector);
  step(`login: ${hostwire('login').trim().split('\n')[0].slice(0, 60)}`);
  const printed = hostwire('token create');
  const pasted = printed.match(/curl .*install\.sh \| sudo sh -s -- \S+/)?.[0];
  if (pasted === undefined) throw new Error(`token create prints no line to paste:\n${printed}`);
  const line = pasted
    .replace('sudo sh -s --', 'sh -s -- --init none --name walked')
    .replace(/https:\/\/[^/]+/, `https://127.0.0.1:${gatewayPort}`);
  step(
    `dry run: ${host.run(line.replace('sh -s --', 'sh -s -- --dry-run')).trim().split('\n').length} lines`,
  );
  requireComplaint(host, line);
  step(host.run(line).trim().split('\n').slice(-1)[0]);
  const agents = () => JSON.parse(hostwire('agents list --json')).agents;
  const agent = host.serve(
    '/usr/local/bin/hostwire-agent-launch /usr/local/bin/hostwire-agent /var/lib/hostwire-agent',
    {
      user: 'hostwire-agent',
    },
  );
  const first = await until('the host appears', () =>
    agents().find(({ host: name, lastSeenMs }) => name === 'walked' && lastSeenMs),
  );
  step(`the host appears: ${first.host}, agent ${first.version}`);
  for (const file of readdirSync(next))
    cpSync(join(next, file), collector.path(`/usr/share/hostwire/agents/${file}`));
  step(hostwire('agents upgrade walked').trim());
  await until(`agent ${nextVersion} runs`, () =>
    agents().some(({ version, connected }) => version === nextVersion && connected),
  ).catch((error) => {
    throw new Error(`${error.message}\n${hostwire('agents upgrade')}\n${agent.log}`);
  });
  step(hostwire('agents upgrade').trim().split('\n').at(-1));
  await until('audit is clean', () => {
    const report = collector.run(`hostwire audit --since 1h ${data}; echo "exit $?"`, { user: 'hostwire' });
    return report.includes('exit 0') && report;
  }).then((report) => step(`audit: ${report.trim().split('\n').slice(-2).join(' ')}`));
  await host.end();
  step(
    host
      .run(`curl -fsSk https://127.0.0.1:${gatewayPort}/install.sh | sh -s -- --init none --uninstall`)
      .trim(),
  );
  requireNothing(host, 'hostwire-agent');
  installDeb(host, 'hostwire-agent');
  step(`hostwire-agent ${host.run('hostwire-agent --version').trim()} from its .deb`);
  host.run('dpkg --purge hostwire-agent');
  requireNothing(host, 'hostwire-agent');
  await collector.end();
  collector.run('dpkg --purge hostwire');
  requireNothing(collector, 'hostwire');
}

/** On a host without the C++ library nothing is installed, and the line says what is missing. */
function requireComplaint(host, line) {
  const library = '/usr/lib/x86_64-linux-gnu/libstdc++.so.6';
  const said = host.run(
    `mv ${library} ${library}.away; { ${line}; } 2>&1 || true; mv ${library}.away ${library}`,
  );
  if (!said.includes('apt install libstdc++6')) throw new Error(`without ${library} the line says:\n${said}`);
  if (leftovers(host, 'hostwire-agent') !== '') throw new Error('the line left something behind');
  step('without libstdc++ it says so, and leaves nothing');
}

function requireNothing(chroot, name) {
  const left = leftovers(chroot, name);
  if (left !== '') throw new Error(`left behind by ${name}:\n${left}`);
  step(`${name}: nothing is left`);
}

build();
mkdirSync(work, { recursive: true });
const base = join(work, 'bookworm');
debianBase(base);
const folder = mkdtempSync(join(work, 'install-walk-'));
const chroots = [];
try {
  for (const name of ['collector', 'host']) chroots.push(new Chroot(base, join(folder, name)));
  await walk(...chroots);
  step('all of it works');
} finally {
  for (const chroot of chroots) await chroot.remove();
  must('rm', ['-rf', '--one-file-system', folder]);
}
