// Two bundles: the extension, and the paper exchange, which runs as a process of its own.
// `node esbuild.js [--production] [--tests]`; tests of the extension host are bundled to out/test.
import { build } from 'esbuild';
import { globSync, rmSync } from 'node:fs';

const production = process.argv.includes('--production');
const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
};

rmSync('dist', { recursive: true, force: true });
await Promise.all([
  build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  }),
  build({ ...common, entryPoints: ['src/paper/main.ts'], outfile: 'dist/paper.cjs' }),
]);

if (process.argv.includes('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: globSync('test/integration/**/*.ts'),
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
  });
}
