import js from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom, from the top down. A folder may import what stands in its own row, and itself.
 * `paper` shares the dialect's wire types and nothing else: were it to share the signing code, a
 * fault in signing would verify itself.
 */
const mayImport = {
  commands: [
    'api.ts',
    'contributions.ts',
    'platform',
    'desk',
    'positions',
    'orders',
    'venues',
    'net',
    'common',
  ],
  views: ['contributions.ts', 'platform', 'desk', 'positions', 'orders', 'venues', 'net', 'common'],
  platform: ['contributions.ts', 'desk', 'positions', 'orders', 'venues', 'net', 'common'],
  desk: ['positions', 'orders', 'venues', 'net', 'common'],
  positions: ['orders', 'venues', 'net', 'common'],
  orders: ['venues', 'net', 'common'],
  venues: ['net', 'common'],
  net: ['common'],
  common: [],
  paper: ['wire', 'wireStream', 'wireChannels'].map((name) => `venues/ascendex/${name}.ts`),
  'contributions.ts': [],
};

const zones = [
  ...Object.entries(mayImport).map(([target, allowed]) => ({
    target: `./src/${target}`,
    from: './src',
    except: [target, ...allowed].map((name) => `./${name}`),
    message: `src/${target} may import only: ${allowed.join(', ') || 'nothing of src'}`,
  })),
  { target: './src', from: ['./test', './scripts'], message: 'src ships; test and scripts do not' },
];

/** Only these may know that there is an editor. */
const knowsTheEditor = [
  'src/extension.ts',
  'src/commands/**',
  'src/views/**',
  'src/platform/**',
  'test/integration/**',
];

const SUITES = '/^(describe|context|suite|it|specify|test|before|beforeEach|after|afterEach)$/';
const SLEEP = 'Wait for what is to happen, with a limit, and never for a time.';

/** A test that does not run, or that hopes that something takes no longer than a guess. */
const notInTests = [
  {
    selector: `CallExpression[callee.object.name=${SUITES}][callee.property.name=/^(only|skip)$/]`,
    message: 'Every test runs, every time.',
  },
  {
    selector: 'CallExpression[callee.name=/^(xdescribe|xcontext|xit|xspecify)$/]',
    message: 'Every test runs, every time.',
  },
  {
    selector: "CallExpression[callee.object.type='ThisExpression'][callee.property.name='skip']",
    message: 'Every test runs, every time.',
  },
  { selector: "CallExpression[callee.property.name='waitForTimeout']", message: SLEEP },
  {
    selector:
      "AwaitExpression > NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
    message: SLEEP,
  },
  {
    selector:
      "ImportDeclaration[source.value=/^(node:)?timers.promises$/] [imported.name='setTimeout']",
    message: SLEEP,
  },
];

export default tseslint.config(
  { ignores: ['dist', 'out', 'coverage', 'results', '.vscode-test', 'node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**', 'test/**', 'scripts/**'],
    ignores: knowsTheEditor,
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'The core knows nothing of the editor.' }] },
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      // Tests read answers as they came, before anything has given them a type.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['test/**'],
    ignores: ['test/support/**'],
    rules: { 'no-restricted-syntax': ['error', ...notInTests] },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'setInterval', 'clearInterval'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    files: ['*.config.js', 'scripts/test/reporter.mjs'],
    rules: { 'import-x/no-default-export': 'off' },
  },
);
