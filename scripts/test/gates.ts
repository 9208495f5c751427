import type { Step } from './main.ts';

const bin = (path: string): string => `node_modules/${path}`;
const gate = (title: string, ...commands: (readonly string[])[]): Step => ({ title, commands });

/** What a change has to pass besides its tests. Each counts as one. */
export const GATES: readonly Step[] = [
  gate('Lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']),
  gate('Format', [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn']),
  gate(
    'Types',
    [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
    [bin('typescript/bin/tsc'), '-p', 'tsconfig.core.json'],
  ),
  gate('Package', ['scripts/package.ts']),
  gate('Sizes', ['scripts/gates/sizes.ts'], ['scripts/gates/bundles.ts']),
  gate('Soak', [
    'scripts/soak.ts',
    ...['--runs', '2000', '--events', '20000', '--bodies', '20000', '--seed', '1'],
  ]),
];
