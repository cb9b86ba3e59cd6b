// Four projects: unit (no I/O, parts of the pages), int (the embedded ClickHouse, sockets), e2e (built binaries), browser.
// Tests import the sources through the "@hostwire/source" condition; swc only strips types, tsc checks them.
// Files run side by side, most of them wait; those below measure this machine, and run one after the other with
// nothing beside them (scripts/alone-runner.mjs). The order: scripts/longest-first-sequencer.mjs.
import { availableParallelism } from 'node:os';

function swc({ tsx }) {
  const transform = tsx ? { react: { runtime: 'automatic', importSource: 'preact' } } : {};
  const jsc = { target: 'es2022', parser: { syntax: 'typescript', tsx }, transform };
  return ['@swc/jest', { jsc, module: { type: 'es6' } }];
}

const common = {
  rootDir: import.meta.dirname,
  transform: { '\\.ts$': swc({ tsx: false }), '\\.tsx$': swc({ tsx: true }) },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@hostwire/source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['/dist/', '/dist-types/', '/test/.work/'],
  prettierPath: null,
};

/** Suites that take minutes and have a root script each (`pnpm walk`, `drills`, `year`, `transfers`, `arm64`): only where they are named. */
const ownSuites = ['walk', 'arm64', 'drills\\.e2e', 'year\\.int', 'transfers']
  .map((name) => `/${name}\\.test\\.ts$`)
  .filter((pattern) => !process.argv.some((argument) => new RegExp(pattern).test(argument)));

const ignored = ['/node_modules/', '/dist/', '/dist-types/', ...ownSuites];

/** Files that hold levels of memory and sockets against another reading of them, by project. */
const alone = {
  unit: [],
  int: [
    'packages/agent/src/sources/side-by-side.int.test.ts',
    'packages/agent/src/verify/verify.int.test.ts',
  ],
  e2e: ['test/accuracy/accuracy.e2e.test.ts', 'test/e2e/verify.e2e.test.ts'],
  // Both unpack the same browser.
  browser: ['test/browser/pages.test.ts'],
};

/** A project, and another of the same name for its files that run alone. */
function projects(displayName, { testMatch, testPathIgnorePatterns = [] }) {
  const project = { ...common, displayName, testMatch };
  const files = alone[displayName];
  const beside = [...ignored, ...testPathIgnorePatterns, ...files.map((file) => `<rootDir>/${file}`)];
  return [
    { ...project, testPathIgnorePatterns: beside },
    ...(files.length === 0
      ? []
      : [
          {
            ...project,
            testMatch: files.map((file) => `<rootDir>/${file}`),
            testPathIgnorePatterns: ignored,
            runner: '<rootDir>/scripts/alone-runner.mjs',
          },
        ]),
  ];
}

export default {
  projects: [
    ...projects('unit', {
      testMatch: ['<rootDir>/packages/*/src/**/*.test.ts', '<rootDir>/test/{model,fuzz}/*.test.ts'],
      testPathIgnorePatterns: ['\\.int\\.test\\.ts$'],
    }),
    // Parts of the pages, in a document without a browser: what they show and what a press does.
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/packages/dashboard/src/**/*.test.tsx'],
      testEnvironment: '@happy-dom/jest-environment',
      testEnvironmentOptions: { customExportConditions: ['@hostwire/source', 'browser'] },
      moduleNameMapper: { '\\.css$': '<rootDir>/packages/dashboard/src/testing/no-style.ts' },
    },
    ...projects('int', { testMatch: ['<rootDir>/packages/*/src/**/*.int.test.ts'] }),
    ...projects('e2e', {
      testMatch: ['<rootDir>/test/{harness,e2e,chaos,accuracy,deploy,incidents}/**/*.test.ts'],
    }),
    ...projects('browser', { testMatch: ['<rootDir>/test/browser/**/*.test.ts'] }),
  ],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  // For hangs, not for speed: others may have the cores.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/scripts/closing-line-reporter.mjs'],
  testSequencer: '<rootDir>/scripts/longest-first-sequencer.mjs',
  maxWorkers: availableParallelism() + 1,
};
