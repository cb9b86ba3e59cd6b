// Lint rules. Formatting is Prettier's, types are tsc's; what is left here are mistakes neither can see,
// the size limits of a file and a function, and the direction of imports between packages.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What each package may import of the workspace; everything else is refused. Order: lowest layer first. */
const mayImport = {
  protocol: [],
  api: [],
  runtime: [],
  'clickhouse-embedded': [],
  storage: ['@hostwire/protocol'],
  alerts: ['@hostwire/protocol', '@hostwire/runtime', '@hostwire/storage'],
  agent: ['@hostwire/protocol', '@hostwire/runtime'],
  collector: [
    '@hostwire/alerts',
    '@hostwire/api',
    '@hostwire/protocol',
    '@hostwire/runtime',
    '@hostwire/storage',
  ],
  dashboard: ['@hostwire/api/client'],
  cli: [
    '@hostwire/agent',
    '@hostwire/alerts',
    '@hostwire/api',
    '@hostwire/collector',
    '@hostwire/dashboard',
    '@hostwire/runtime',
    '@hostwire/storage',
    'clickhouse-embedded',
  ],
  testing: [
    '@hostwire/alerts',
    '@hostwire/api',
    '@hostwire/protocol',
    '@hostwire/runtime',
    '@hostwire/storage',
    'clickhouse-embedded',
  ],
};
const workspace = [
  'protocol',
  'api',
  'runtime',
  'storage',
  'alerts',
  'agent',
  'collector',
  'dashboard',
  'cli',
  'testing',
].map((p) => `@hostwire/${p}`);
workspace.push('clickhouse-embedded');

const importDirection = Object.entries(mayImport).map(([name, allowed]) => ({
  files: [`packages/${name}/src/**/*.{ts,tsx}`],
  ignores: ['**/src/generated/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: allowed
          .filter((p) => p.split('/').length > 2)
          .map((p) => ({
            name: p.split('/').slice(0, 2).join('/'),
            allowTypeImports: true,
            message: `Values come from ${p}: the package itself loads zod.`,
          })),
        patterns: [
          {
            group: [
              ...workspace
                .filter((p) => !allowed.includes(p) && p !== `@hostwire/${name}`)
                // A pattern for the package itself would hold its parts, too: `!` cannot take one of them out again.
                .flatMap((p) =>
                  allowed.some((one) => one.startsWith(`${p}/`)) ? [`${p}/*`] : [p, `${p}/*`],
                ),
              ...allowed.filter((p) => p.split('/').length > 2).map((p) => `!${p}`),
            ],
            allowTypeImports: name === 'dashboard',
            message: `packages/${name} may import only: ${allowed.join(', ') || 'nothing of the workspace'}.`,
          },
          ...(name === 'agent'
            ? [
                {
                  group: ['@hostwire/runtime/config', 'zod', 'yaml'],
                  message: 'The agent does not carry what loads zod and yaml: 9 MB resident on every host.',
                },
              ]
            : []),
          ...(name === 'protocol'
            ? []
            : [
                {
                  group: ['protobufjs', 'protobufjs/*'],
                  message: 'protobufjs is imported only by packages/protocol.',
                },
              ]),
          {
            group: ['./testing/*', '**/testing/*'],
            message: 'Test kits are for tests: they are not built.',
          },
          {
            group: ['../../*/src/*', '../../../*/src/*'],
            message: 'Import a package by its name, never by its files.',
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/dist-types/**',
      '**/node_modules/**',
      '**/src/generated/**/*.js',
      'test/fixtures/**',
      'data/**',
    ],
  },
  // Generated code is only parsed: `pnpm check` generates it again and compares.
  {
    files: ['**/src/generated/**/*.ts'],
    languageOptions: { parser: tseslint.parser },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['**/src/generated/**'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      complexity: ['error', 16],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read the environment in an entry point (bin.ts) and pass it on.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|unstable_mockModule)$/]",
          message: 'Own modules are never mocked: pass what varies in.',
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Typed arrays and rings are indexed by counted indexes, which noUncheckedIndexedAccess cannot follow.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/require-await': 'off',
      // It is marked deprecated so that it stands out; we use it where the operator configured a plain address.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // A constructor that narrows the types of its parameters is not useless.
      '@typescript-eslint/no-useless-constructor': 'off',
    },
  },
  ...importDirection,
  {
    // Preact's hooks have the names and the rules of React's.
    files: ['packages/dashboard/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['packages/dashboard/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['Literal[value=/^.api.v1/]', 'TemplateElement[value.raw=/^.api.v1/]'].map((selector) => ({
          selector,
          message: 'A path of the API: call it through `collector` (api/collector.ts).',
        })),
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    ignores: ['**/src/generated/**'],
    extends: [tseslint.configs.recommended, tseslint.configs.disableTypeChecked],
    rules: {
      'max-lines': ['error', { max: 300 }],
      complexity: ['error', 16],
      eqeqeq: 'error',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
  {
    files: ['**/bin.ts', '**/testing/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['packages/*/src/**/testing/**/*.ts', 'packages/*/src/**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 500 }], 'max-lines-per-function': 'off' },
  },
  {
    // Suites and benches run as their module is loaded: what stands below their first await is not there yet.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-use-before-define': ['error', { functions: false, classes: false }] },
  },
);
