// The bill of materials of what a user installs: the published packages are resolved by npm in an empty folder, and
// @cyclonedx/cyclonedx-npm describes the result (CycloneDX, JSON).
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../agent/npm-package.mjs';

const describer = '@cyclonedx/cyclonedx-npm@6.0.1';

/** Writes the bill of the packages in `tarballs` to `out`. */
export function writeBill({ tarballs, version, out }) {
  const work = mkdtempSync(join(tmpdir(), 'sbom-'));
  try {
    mkdirSync(work, { recursive: true });
    const files = readdirSync(tarballs).map((name) => join(tarballs, name));
    writeFileSync(join(work, 'package.json'), JSON.stringify({ name: 'hostwire', version, private: true }));
    run('npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', ...files], {
      cwd: work,
    });
    const flags = ['--output-reproducible', '--omit', 'dev', '--ignore-npm-errors', '--output-file', out];
    run('npx', ['--yes', describer, ...flags], { cwd: work });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
