// Two bundles: the extension, and the paper exchange, which runs as a process of its own.
// `node esbuild.js [--production] [--tests] [--watch]`; tests that run inside the extension host are
// bundled to out/test.
import { build, context } from 'esbuild';
import { existsSync, globSync, rmSync } from 'node:fs';

const production = process.argv.includes('--production');
const withTests = process.argv.includes('--tests');
const watch = process.argv.includes('--watch');

/** How many bundles are being built now. */
let building = 0;

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // jsonc-parser's UMD build asks for its parts in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  minify: production,
  // Names stay as written, so that a stack trace in a report can be read.
  keepNames: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

const bundles = [
  {
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  },
  { ...common, entryPoints: ['src/paper/main.ts'], outfile: 'dist/paper.cjs' },
];

if (withTests) {
  // A suite that is gone must not go on running; what stays is built over.
  for (const built of globSync('out/test/integration/**/*.test.cjs')) {
    const source = built
      .replace(/^out/, '')
      .slice(1)
      .replace(/\.cjs$/, '.ts');
    if (!existsSync(source)) rmSync(built);
  }
  bundles.push({
    ...common,
    entryPoints: ['test/integration/index.ts', ...globSync('test/integration/**/*.test.ts')],
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
  });
}

if (watch) {
  const contexts = await Promise.all(
    bundles.map((bundle) => context({ ...bundle, plugins: [announcer()] })),
  );
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  await Promise.all(bundles.map((bundle) => build(bundle)));
}

/**
 * Prints the lines by which .vscode/tasks.json knows that something is being built and what came of
 * it: one pair for all bundles together.
 */
function announcer() {
  return {
    name: 'announcer',
    setup(bundle) {
      bundle.onStart(() => {
        if (building++ === 0) console.log('[watch] build started');
      });
      bundle.onEnd((result) => {
        for (const { text, location } of result.errors) {
          const place = location ? `${location.file}:${location.line}:${location.column}` : '';
          console.log(`[watch] error: ${place}: ${text}`);
        }
        if (--building === 0) console.log('[watch] build finished');
      });
    },
  };
}
