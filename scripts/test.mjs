// Runs every test project in one jest process tree and ends with "N passed, N failed" (closing-line-reporter.mjs).
// Arguments go to jest: `npm test -- --selectProjects unit`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = join(root, 'test/.work');
mkdirSync(work, { recursive: true });
// Temporary files of every test and of the programs they start stay inside the clone.
const temporary = mkdtempSync(join(work, 'tmp-'));

const counts = join(temporary, 'counts.json');

const jest = join(root, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const { status } = spawnSync(
  process.execPath,
  [...flags, jest, '--config', 'jest.config.js', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: temporary, HOSTWIRE_TEST_COUNTS: counts },
  },
);
const { passed, failed, skipped } = existsSync(counts)
  ? JSON.parse(readFileSync(counts, 'utf8'))
  : { passed: 0, failed: 1, skipped: 0 };
rmSync(temporary, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(status ?? 1);
