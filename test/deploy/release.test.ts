/** What a release is held against before it is made. The whole of it: `pnpm release --dry-run`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

let clone: string;

/** A clone with nothing but the files that name the version, and scripts that are never stale. */
beforeAll(() => {
  clone = makeWorkFolder('release');
  const manifests = readdirSync(join(cloneRoot, 'packages')).map((name) => `packages/${name}/package.json`);
  const named = [
    'package.json',
    'test/package.json',
    'README.md',
    'CHANGELOG.md',
    'deploy/helm',
    'deploy/kubernetes',
  ];
  for (const file of [...manifests, ...named, 'deploy/release']) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(cloneRoot, file), join(clone, file), { recursive: true });
  }
  mkdirSync(join(clone, 'deploy/grafana'));
  mkdirSync(join(clone, 'scripts'));
  for (const script of ['scripts/generate.mjs', 'deploy/grafana/build.mjs'])
    writeFileSync(join(clone, script), '');
  git('init', '--quiet');
  commit();
});
afterAll(() => removeWorkFolder(clone));

function git(...args: string[]): void {
  const identity = [
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: clone, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'x');
}

function problems(isFinal: boolean): string {
  const args = ['deploy/release/readiness.mjs', ...(isFinal ? ['--final'] : [])];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: clone, encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return stdout.trim();
}

const replace = (file: string, from: string | RegExp, to: string) =>
  writeFileSync(join(clone, file), readFileSync(join(clone, file), 'utf8').replace(from, to));

test('a tree as it has to be keeps nothing back', () => {
  expect(problems(false)).toBe('');
});

test('everything that drifted is said at once', () => {
  replace('packages/cli/package.json', /"version": ".*?"/, '"version": "9.9.9"');
  replace('CHANGELOG.md', /^## \d.*$/m, '## 9.9.8');
  writeFileSync(join(clone, 'scripts/generate.mjs'), 'process.exit(1)');
  const said = problems(false);
  for (const part of [
    'files differ from the last commit',
    'packages/cli/package.json says 9.9.9',
    'generated code is stale',
    'CHANGELOG.md has no section',
  ])
    expect(said).toContain(part);
  git('checkout', '--quiet', '.');
});

test('a version is set everywhere by one command, and wants its notes', () => {
  const set = spawnSync(process.execPath, ['deploy/release/versions.mjs', '7.8.9'], {
    cwd: clone,
    encoding: 'utf8',
  });
  expect(set.stdout).toContain('7.8.9 everywhere');
  commit();
  expect(problems(false)).toBe('CHANGELOG.md has no section "## 7.8.9": write what an operator gets');
  replace('CHANGELOG.md', '# Changelog\n', '# Changelog\n\n## 7.8.9 (not yet released)\n\nMore.\n');
  commit();
  expect(problems(false)).toBe('');
  expect(problems(true)).toContain('calls 7.8.9 not yet released');
});

test('a version that is tagged elsewhere is not made again', () => {
  git('tag', 'v7.8.9');
  commit();
  expect(problems(false)).toContain('the tag v7.8.9 is on another commit');
});
