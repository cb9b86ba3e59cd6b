// What keeps a release from being made: everything is said together, each with what to do.
//
//   node deploy/release/readiness.mjs [--final]      exit code 1 when there is something
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { releaseVersion, root, versionMismatches } from './versions.mjs';

/** Sentences; none: the tree is as it has to be. */
export function whatKeepsARelease({ isFinal }) {
  const version = releaseVersion();
  return [
    ...dirtyFiles(),
    ...versionMismatches().map((each) => `${each}: run "node deploy/release/versions.mjs VERSION"`),
    ...stale('scripts/generate.mjs', 'generated code'),
    ...stale('deploy/grafana/build.mjs', 'the dashboards of Grafana'),
    ...changelogProblems(version, isFinal),
    ...tagProblems(version),
  ];
}

/** The section of the version, without its heading; undefined: there is none. */
export function notesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.split(/\s/, 1)[0] === version);
  return section === undefined ? undefined : section.slice(section.indexOf('\n')).trim();
}

export function changelog() {
  return readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
}

function changelogProblems(version, isFinal) {
  if (!notesOf(version, changelog()))
    return [`CHANGELOG.md has no section "## ${version}": write what an operator gets`];
  const heading =
    changelog().match(new RegExp(`^## ${version.replaceAll('.', '\\.')} (.*)$`, 'm'))?.[1] ?? '';
  if (!isFinal || !heading.includes('not yet released')) return [];
  return [`CHANGELOG.md calls ${version} not yet released: put the date there`];
}

function dirtyFiles() {
  const files = git('status', '--porcelain').split('\n').filter(Boolean);
  if (files.length === 0) return [];
  const shown = files.slice(0, 5).map((line) => line.slice(3));
  const more = files.length > shown.length ? ` and ${files.length - shown.length} more` : '';
  return [`files differ from the last commit: ${shown.join(', ')}${more}. Commit them or put them away`];
}

function tagProblems(version) {
  const tagged = git('rev-list', '-n', '1', `refs/tags/v${version}`);
  if (tagged === '' || tagged === git('rev-parse', 'HEAD')) return [];
  return [`the tag v${version} is on another commit: a released version does not change, take the next one`];
}

function stale(script, what) {
  const { status } = spawnSync(process.execPath, [script, '--check'], { cwd: root, stdio: 'ignore' });
  return status === 0 ? [] : [`${what} is stale: run "node ${script}" and commit`];
}

function git(...args) {
  const { stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return stdout.trimEnd();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = whatKeepsARelease({ isFinal: process.argv.includes('--final') });
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
