// The version has one place, the root package.json; every other mention is held against it, or set to it:
//
//   node deploy/release/versions.mjs 0.2.0      sets it everywhere
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const versionPattern = /^\d+\.\d+\.\d+$/;

const inManifest = /(?<="version": ")[^"]+(?=")/;
const inImage = /(?<=image: hostwire\/(?:agent|collector):)\S+/g;

/** File: what in it is the version. */
const mentions = [
  ...['package.json', 'test/package.json'].map((file) => [file, inManifest]),
  ...readdirSync(join(root, 'packages')).map((name) => [`packages/${name}/package.json`, inManifest]),
  ['README.md', /(?<=hostwire_)\d[^_]*(?=_)/g],
  ['deploy/helm/hostwire/Chart.yaml', /(?<=^(?:appVersion|version): ).+$/gm],
  ['deploy/kubernetes/hostwire.yaml', inImage],
];

/** MAJOR.MINOR.PATCH, as the root manifest has it. */
export function releaseVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

/** A sentence for every mention that differs. */
export function versionMismatches() {
  const version = releaseVersion();
  return mentions.flatMap(([file, pattern]) => {
    const found = readFileSync(join(root, file), 'utf8').match(pattern) ?? [];
    if (found.length === 0) return [`${file} does not name the version ${version}`];
    return found
      .filter((each) => each !== version)
      .map((each) => `${file} says ${each}, package.json says ${version}`);
  });
}

export function setVersion(version) {
  for (const [file, pattern] of mentions) {
    const path = join(root, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(pattern, version));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [version = ''] = process.argv.slice(2);
  if (!versionPattern.test(version)) {
    console.error('Give the version as MAJOR.MINOR.PATCH: node deploy/release/versions.mjs 0.2.0');
    process.exit(2);
  }
  setVersion(version);
  console.log(
    `The version is ${version} everywhere. Give CHANGELOG.md a section "## ${version}" and commit.`,
  );
}
