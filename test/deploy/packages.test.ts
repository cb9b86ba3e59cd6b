/** What `npm pack` would put into each package. `pnpm packages` installs and runs them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
}

interface Packed {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

const read = (path: string) => JSON.parse(readFileSync(join(cloneRoot, path), 'utf8')) as Manifest;
const folders = readdirSync(join(cloneRoot, 'packages'))
  .map((name) => `packages/${name}`)
  .filter((folder) => read(`${folder}/package.json`).private !== true);
const { version } = read('package.json');
const filesOf = new Map<string, ReadonlySet<string>>();

beforeAll(() => {
  const specs = folders.map((folder) => `./${folder}`);
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', ...specs], {
    cwd: cloneRoot,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  for (const { name, files } of JSON.parse(stdout) as Packed[])
    filesOf.set(name, new Set(files.map(({ path }) => path)));
});

test('npm can read the manifest of the root, which comes before the pinned pnpm', () => {
  expect(readFileSync(join(cloneRoot, 'package.json'), 'utf8')).not.toContain('workspace:');
});

describe.each(folders)('%s', (folder) => {
  const manifest = read(`${folder}/package.json`);
  const files = () => [...(filesOf.get(manifest.name) ?? [])];

  test('has the version of the workspace', () => {
    expect(manifest.version).toBe(version);
  });

  test('has no file that only a clone needs', () => {
    const unwanted =
      /\.test\.|\.fixture\.|\.map$|tsbuildinfo|^src\/|^bench\/|\/testing\/|\/golden\/|(^|\/)\.inputs$/;
    expect(files().filter((path) => unwanted.test(path))).toEqual([]);
  });

  test('has its programs, what it exports, and the types of that', () => {
    const exported = Object.values(manifest.exports ?? {}).flatMap(({ types, default: code }) => [
      types,
      code,
    ]);
    const wanted = [...exported, ...Object.values(manifest.bin ?? {})].map((path) =>
      path.replace(/^\.\//, ''),
    );
    expect(wanted.filter((path) => !files().includes(path))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(0);
  });

  test('has every file that its code loads by a path of its own', () => {
    const code = files().filter((path) => /^(dist|bin)\/.*\.(c|m)?js$/.test(path));
    const missing = code.flatMap((path) => {
      const text = readFileSync(join(cloneRoot, folder, path), 'utf8');
      return [...text.matchAll(/(?:from|import|require|import\()\s*\(?['"](\.{1,2}\/[^'"]+)['"]/g)]
        .map(([, to = '']) => join(path, '..', to))
        .filter((to) => existsSync(join(cloneRoot, folder, to)) && !files().includes(to));
    });
    expect(missing).toEqual([]);
  });
});
