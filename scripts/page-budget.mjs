// Prints what the pages weigh, compressed, and what they take in a browser (test/browser/budget.ts); fails when a figure is
// over its budget. `--size`: the weight only; `--minutes N`: so many of a live page. Needs built pages and tests.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const firstPageLimit = 150_000;
const folder = fileURLToPath(new URL('../packages/dashboard/dist', import.meta.url));
const assets = join(folder, 'assets');

const compressed = (name) => gzipSync(readFileSync(join(assets, name))).length;

/** A script and all that it imports at once. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const text = readFileSync(join(assets, name), 'utf8');
  for (const [, imported] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g))
    withImports(imported, found);
  return found;
}

const sum = (names) => [...names].reduce((total, name) => total + compressed(name), 0);
const kilobytes = (bytes) => `${(bytes / 1_000).toFixed(1).padStart(7)} kB`;

const [, entry] =
  /src="\.\/assets\/([\w.-]+\.js)"/.exec(readFileSync(join(folder, 'index.html'), 'utf8')) ?? [];
const first = withImports(entry);
const firstBytes = sum(first);
const holds = firstBytes <= firstPageLimit;
console.log(
  `${holds ? 'pass' : 'FAIL'} ${kilobytes(firstBytes)}  script of the first page (limit ${kilobytes(firstPageLimit).trim()})`,
);
for (const name of readdirSync(assets).filter((each) => /-page-.*\.js$/.test(each))) {
  const own = [...withImports(name)].filter((each) => !first.has(each));
  console.log(`     ${kilobytes(sum(own))}  ${name.replace(/-[\w-]{8}\.js$/, '')}, besides`);
}
if (!holds) {
  console.error(
    'The script of the first page is over its budget: load what it does not need at once with lazy().',
  );
  process.exitCode = 1;
}
if (!process.argv.includes('--size')) {
  const program = fileURLToPath(new URL('../test/dist/browser/budget.js', import.meta.url));
  const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
