// The extension, in files by when they are read; undici, which it reads when it first sends something;
// and the paper exchange, which runs as a process of its own.
// `node esbuild.js [--production] [--tests] [--watch]`; tests that run inside the extension host are
// bundled to out/test.
import { build, context } from 'esbuild';
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { besides, commonJs, packedParsers } from './scripts/build/plugins.mjs';

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
  // What is imported lazily is required lazily: it is CommonJS, too.
  supported: { 'dynamic-import': false },
  // jsonc-parser's UMD build asks for its parts in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  minify: production,
  // Names stay as written, so that a stack trace in a report can be read.
  keepNames: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  // undici leaves its second, experimental HTTP parser out where this is defined, as it does for the
  // bundle that Node.js ships. What it defines itself is what its parser is chosen by.
  define: { esbuildDetection: '1' },
  logLevel: 'warning',
  metafile: true,
};

const bundles = [
  {
    ...common,
    ...{ format: 'esm', splitting: true, write: false, sourcemap: production ? false : 'inline' },
    // Two of them share one file at most: a third would have esbuild complain of files of one name.
    entryPoints: ['src/extension.ts', 'src/later.ts'],
    chunkNames: 'shared',
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
    plugins: [
      besides('undiciParts.ts', 'undici.cjs'),
      commonJs({ ...common, sourcemap: production ? false : 'inline' }),
    ],
  },
  {
    ...common,
    entryPoints: ['src/net/undiciParts.ts'],
    outfile: 'dist/undici.cjs',
    // Its names are no help in a report, and weigh 14 kB.
    keepNames: false,
    plugins: [packedParsers()],
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
    bundles.map((bundle) =>
      context({ ...bundle, plugins: [...(bundle.plugins ?? []), announcer()] }),
    ),
  );
  await Promise.all(contexts.map((each) => each.watch()));
} else {
  const built = await Promise.all(bundles.map((bundle) => build(bundle)));
  // What went into which bundle, for `scripts/gates/bundles.ts`.
  rmSync('out/meta', { recursive: true, force: true });
  mkdirSync('out/meta', { recursive: true });
  for (const { metafile } of built)
    for (const [file, { inputs }] of Object.entries(metafile.outputs))
      if (file.startsWith('dist/') && file.endsWith('.cjs'))
        writeFileSync(`out/meta/${basename(file, '.cjs')}.json`, JSON.stringify({ inputs }));
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
