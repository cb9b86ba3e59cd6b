// Builds every package: TypeScript by project references, then the dashboard's static files when its sources changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`hostwire: "${command.split('/').at(-1)} ${args.join(' ')}" failed in ${cwd}`);
  process.exit(1);
}

function hashOf(folder) {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  )) {
    hash.update(entry.name).update(readFileSync(join(entry.parentPath ?? entry.path, entry.name)));
  }
  return hash.digest('hex');
}

/** Beside every file that shrinks: what the collector sends to browsers that take Brotli or gzip. */
function compressFiles(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(js|css|svg|webmanifest)$/.test(name)) continue;
    const content = readFileSync(join(folder, name));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

function buildDashboard() {
  const folder = join(root, 'packages/dashboard');
  if (!existsSync(join(folder, 'vite.config.ts'))) return;
  const inputs =
    hashOf(join(folder, 'src')) +
    createHash('sha256')
      .update(readFileSync(join(folder, 'vite.config.ts')))
      .digest('hex');
  const stamp = join(folder, 'dist', '.inputs');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  console.log('hostwire: building the dashboard ...');
  run(join(folder, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], folder);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  compressFiles(join(folder, 'dist'));
  writeFileSync(stamp, inputs);
}

/** tsc leaves what it once made of files that are gone or are only tests by now, and npm would pack it. */
function removeStale(name) {
  const [source, built] = ['src', 'dist'].map((folder) => join(root, 'packages', name, folder));
  if (!existsSync(built)) return;
  for (const path of readdirSync(built, { recursive: true })) {
    const [, stem] = /^(.*?)(?:\.d)?\.[jt]s(?:\.map)?$/.exec(path) ?? [];
    if (stem === undefined) continue;
    const isBuilt = ['.ts', '.js'].some((suffix) => existsSync(join(source, stem + suffix)));
    if (!isBuilt || /\.test$|(^|\/)testing\//.test(stem)) rmSync(join(built, path));
  }
}

export async function build() {
  run(join(root, 'node_modules/.bin/tsc'), ['-b']);
  for (const name of readdirSync(join(root, 'packages'))) if (name !== 'dashboard') removeStale(name);
  // tsc emits what it compiles; the generated protobuf code is JavaScript already.
  const [source, built] = ['src', 'dist'].map((folder) =>
    join(root, 'packages/protocol', folder, 'generated/hostwire.js'),
  );
  // Only when it differs: another process may be reading it.
  if (!existsSync(built) || !readFileSync(source).equals(readFileSync(built))) cpSync(source, built);
  const { bundleAgent } = await import('./bundle.mjs'); // needs what bootstrap installs
  await bundleAgent(root);
  buildDashboard();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
