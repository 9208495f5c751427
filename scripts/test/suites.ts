import { globSync } from 'node:fs';

export interface Suite {
  readonly title: string;
  /** What Node 24 is to run. `rest` is what the person added, as in `-- --grep cancel`. */
  command(rest: readonly string[]): readonly string[];
  readonly limitMinutes: number;
}

const mocha = 'node_modules/mocha/bin/mocha.js';
const c8 = 'node_modules/c8/bin/c8.js';
const ui = ['--timeout', '180000', '--require', './test/ui/support/hooks.ts'];

/** All that can be asked for by name. */
export const SUITES: Readonly<Record<string, Suite>> = {
  unit: {
    title: 'Unit tests, and tests against independent peers',
    command: (rest) => [c8, 'node', mocha, ...tests('unit'), ...tests('peers'), ...rest],
    limitMinutes: 15,
  },
  integration: {
    title: 'Integration tests, inside the extension host',
    command: () => ['test/integration/run.ts'],
    limitMinutes: 12,
  },
  ui: {
    title: 'UI tests, in the window',
    command: (rest) => [mocha, ...ui, ...tests('ui'), ...rest],
    limitMinutes: 30,
  },
  vsix: {
    title: 'The packaged extension, installed',
    command: (rest) => [mocha, ...ui, ...tests('vsix'), ...rest],
    limitMinutes: 10,
  },
  desktop: {
    title: 'Integration tests, in desktop VS Code',
    command: () => ['test/integration/runDesktop.ts'],
    limitMinutes: 20,
  },
};

/** What `npm test` runs. Desktop VS Code has to be downloaded, so it is asked for by name. */
export const USUAL = ['unit', 'integration', 'ui', 'vsix'];

function tests(folder: string): string[] {
  return globSync(`test/${folder}/**/*.test.ts`).sort();
}
