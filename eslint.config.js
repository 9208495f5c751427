import js from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom, from the top down. A folder may import what stands in its own row, and itself.
 * `paper` shares the dialect's wire types and nothing else: were it to share the signing code, a
 * fault in signing would verify itself.
 */
const mayImport = {
  commands: ['contributions', 'platform', 'desk', 'orders', 'venues', 'net', 'common'],
  views: ['contributions', 'platform', 'desk', 'orders', 'venues', 'net', 'common'],
  platform: ['contributions', 'desk', 'orders', 'venues', 'net', 'common'],
  desk: ['orders', 'venues', 'net', 'common'],
  orders: ['venues', 'net', 'common'],
  venues: ['net', 'common'],
  net: ['common'],
  common: [],
  paper: ['venues/ascendex/wire.ts'],
};

const zones = Object.entries(mayImport).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [folder, ...allowed].map((name) =>
    name === 'contributions' ? './contributions.ts' : `./${name}`,
  ),
  message: `src/${folder} may import only: ${[folder, ...allowed].join(', ')}`,
}));

export default tseslint.config(
  { ignores: ['dist', 'out', 'coverage', 'results', '.vscode-test', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs', 'scripts/*/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/extension.ts', 'src/commands/**', 'src/views/**', 'src/platform/**'],
    rules: { 'no-restricted-imports': ['error', { paths: ['vscode'] }] },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  { files: ['*.config.js'], rules: { 'import-x/no-default-export': 'off' } },
);
