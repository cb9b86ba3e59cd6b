// Builds the agent as one file: Node's single executable application with the bundle and the agent's children inside.
//
//   node deploy/agent/build.mjs [--target linux-x64] [--target linux-arm64] [--out FOLDER] [--as-version VERSION]
//
// Beside the executables it writes SHA256SUMS, and manifest.json signed with the release key (release-key.mjs).
//
// --as-version builds the same sources as another version, to try an upgrade.
// Needs a built workspace (`npm install`). The same sources and the same Node give the same bytes.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { inject } from 'postject';
import { rolldown } from 'rolldown';
import { manifestName, signManifest } from '../../packages/protocol/dist/index.js';
import { npmPackage, run } from './npm-package.mjs';
import { writeProgram } from './program-file.mjs';
import { releaseKey } from './release-key.mjs';
import { nodeVersion, targets } from './targets.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const agent = join(root, 'packages/agent');
const cache = join(root, 'node_modules/.cache/hostwire-deploy');
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Writes the executable for `target` to `out`. */
export async function buildAgent({ target, out, publicKey, version }) {
  const { node, statsd } = targets[target];
  const work = mkdtempSync(join(mkdirs(cache), 'build-'));
  try {
    const release = join(work, 'release.json');
    writeFileSync(release, JSON.stringify({ program: `hostwire-agent-${target}`, publicKey }));
    const bundled = await bundledAssets(work, version);
    const assets = { ...bundled, ...nativeAsset(statsd), 'release.json': release };
    const blob = join(work, 'agent.blob');
    const config = join(work, 'sea.json');
    writeFileSync(
      config,
      JSON.stringify({
        main: join(root, 'deploy/agent/single-file.cjs'),
        output: blob,
        disableExperimentalSEAWarning: true,
        assets,
      }),
    );
    // By the Node that will read it; this machine may run another.
    run(executable(targets[`linux-${process.arch}`].node), ['--experimental-sea-config', config]);
    const program = join(work, 'program');
    copyFileSync(executable(node), program);
    await inject(program, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: fuse });
    mkdirs(dirname(out));
    writeProgram(out, readFileSync(program));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function agentManifest() {
  return JSON.parse(readFileSync(join(agent, 'package.json'), 'utf8'));
}

function mkdirs(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function executable(name) {
  return join(npmPackage(`${name}@${nodeVersion}`, cache), 'bin/node');
}

/** The agent's bundle and its children, each a CommonJS module with its libraries. Path in the package: file. */
async function bundledAssets(work, version) {
  const manifest = join(work, 'package.json');
  writeFileSync(manifest, JSON.stringify({ ...agentManifest(), version }));
  const assets = {
    'package.json': manifest,
    'bin/hostwire-agent.cjs': join(agent, 'bin/hostwire-agent.cjs'),
  };
  for (const name of readdirSync(join(agent, 'dist')).filter((file) =>
    /^(hostwire-agent|bundle-.*)\.cjs$/.test(file),
  )) {
    assets[`dist/${name}`] = join(agent, 'dist', name);
  }
  for (const child of [
    'inventory/inventory-child.mjs',
    'portable/reader-child.mjs',
    'kernel-files/reader-worker.mjs',
  ]) {
    assets[child] = await bundle(join(agent, child), join(work, child));
  }
  assets['modules/node-unix-socket.cjs'] = await bundle(
    createRequire(join(agent, 'package.json')).resolve('node-unix-socket'),
    join(work, 'node-unix-socket.cjs'),
  );
  return assets;
}

async function bundle(input, file) {
  const built = await rolldown({
    input,
    platform: 'node',
    external: [/^node-unix-socket-/, /\.node$/],
    logLevel: 'silent',
  });
  await built.write({ file, format: 'cjs', comments: false, minify: 'dce-only' });
  await built.close();
  return file;
}

/** The datagram socket of StatsD; the agent runs without it. */
function nativeAsset(name) {
  if (name === undefined) return {};
  const { version } = JSON.parse(
    readFileSync(createRequire(join(agent, 'package.json')).resolve('node-unix-socket/package.json'), 'utf8'),
  );
  const folder = npmPackage(`${name}@${version}`, cache);
  const file = readdirSync(folder).find((entry) => entry.endsWith('.node'));
  return { [`modules/${name}.node`]: join(folder, file) };
}

/** What install.sh and agents that upgrade themselves go by. */
function describeRelease(folder, { version, privateKey }) {
  const names = readdirSync(folder).filter((name) => name.startsWith('hostwire-agent-linux-'));
  const programs = new Map(
    names.toSorted().map((name) => {
      const content = readFileSync(join(folder, name));
      return [name, { sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length }];
    }),
  );
  const sums = [...programs].map(([name, { sha256 }]) => `${sha256}  ${name}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  writeFileSync(join(folder, manifestName), signManifest({ version, programs }, privateKey));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      target: { type: 'string', multiple: true, default: Object.keys(targets) },
      out: { type: 'string', default: join(root, 'deploy/dist') },
      'as-version': { type: 'string', default: agentManifest().version },
    },
  });
  const unknown = values.target.find((target) => targets[target] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no target ${unknown}. Choose from: ${Object.keys(targets).join(', ')}.`);
    process.exit(2);
  }
  const { 'as-version': version } = values;
  const key = releaseKey();
  for (const target of values.target) {
    const out = join(resolve(values.out), `hostwire-agent-${target}`);
    await buildAgent({ target, out, publicKey: key.publicKey, version });
    console.log(out);
  }
  describeRelease(resolve(values.out), { version, privateKey: key.privateKey });
}
