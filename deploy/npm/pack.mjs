// Packs every package as it is published: node deploy/npm/pack.mjs [--out FOLDER]
//
// pnpm packs (it puts versions in the place of "workspace:*"); then what only a clone needs is taken out of the manifest,
// and npm packs that. The same sources give the same bytes.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from '../agent/npm-package.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folders of the packages that are published, in the order of their names. */
export const packages = readdirSync(join(root, 'packages'))
  .filter((name) => !JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')).private)
  .toSorted();

/** What only tests use: kits, fixtures, and tests. */
const testCode = /(^|\/)(testing|golden)(\/|$)|\.test\.|[-.]fixture\./;

/** Writes NAME-VERSION.tgz of every package to `out`. */
export function packAll(out) {
  mkdirSync(out, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'pack-'));
  try {
    for (const name of packages) pack(name, { work: join(work, name), out });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function pack(name, { work, out }) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(work);
  run('npx', ['--yes', packageManager, 'pack', '--pack-destination', work], {
    cwd: join(root, 'packages', name),
  });
  run('sh', ['-c', `tar -xzf ${work}/*.tgz -C ${work}`]);
  const unpacked = join(work, 'package');
  const strays = readdirSync(unpacked, { recursive: true }).filter((path) => testCode.test(path));
  if (strays.length > 0)
    throw new Error(`${name} would publish test code: remove its dist and build again. ${strays.join(', ')}`);
  const manifest = join(unpacked, 'package.json');
  const published = publishedManifest(JSON.parse(readFileSync(manifest, 'utf8')));
  writeFileSync(manifest, `${JSON.stringify(published, undefined, 2)}\n`);
  copyFileSync(join(root, 'LICENSE'), join(unpacked, 'LICENSE'));
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', out], { cwd: unpacked });
}

/** Without the sources and the tools that only a clone has. */
export function publishedManifest(manifest) {
  const published = without(manifest, ['devDependencies', 'scripts', 'exports']);
  if (manifest.exports === undefined) return published;
  const kept = Object.entries(manifest.exports).map(([path, targets]) => [
    path,
    without(targets, ['@hostwire/source']),
  ]);
  return { ...published, exports: Object.fromEntries(kept) };
}

function without(object, keys) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: join(root, 'deploy/dist/npm') } },
  });
  packAll(resolve(values.out));
  console.log(resolve(values.out));
}
