// What the last build put into which bundle, held against what belongs there.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../setup/paths.mjs';

const meta = join(root, 'out', 'meta');
const UNDICI = 'node_modules/undici/lib';
/** Patterns of source files: those of which each has to be there, and those that must not. */
const RULES: Readonly<Record<string, Rule>> = {
  // What is read at activation, these two: undici is read at the first request, and the paper exchange
  // in a process of its own.
  extension: {
    needs: [/^src\/extension\.ts$/],
    lacks: [/^node_modules\//, /^src\/(paper|net\/http\.ts|orders\/cancelService\.ts)/],
  },
  shared: {
    needs: [/^src\/venues\/errors\.ts$/],
    lacks: [/^node_modules\/(?!(valibot|big\.js)\/)/, /^src\/(paper|net\/http\.ts)/],
  },
  later: {
    needs: [/^src\/net\/http\.ts$/, /^src\/orders\/cancelService\.ts$/],
    lacks: [/^node_modules\/undici\//, /^src\/paper\//],
  },
  undici: {
    needs: [
      new RegExp(`^${UNDICI}/dispatcher/pool\\.js$`),
      // Which of these two is used is undici's to say: there are processors without SIMD.
      new RegExp(`^${UNDICI}/llhttp/llhttp_simd-wasm\\.js$`),
      new RegExp(`^${UNDICI}/llhttp/llhttp-wasm\\.js$`),
    ],
    lacks: [
      // A second copy of what the extension has: an error of the one is none of the other.
      /^src\/(?!net\/(undiciParts|undiciWebSocket|noGlobalDispatcher)\.ts$)/,
      // The experimental parser that `esbuildDetection` leaves out, and what only undici's index uses.
      new RegExp(`^${UNDICI}/(milo|mock|cache|interceptor|handler|web/eventsource)/`),
      /^node_modules\/undici\/index\.js$/,
    ],
  },
  paper: {
    needs: [/^src\/paper\/main\.ts$/],
    lacks: [/^src\/(?!paper\/|venues\/ascendex\/wire)/, /^node_modules\/undici\//],
  },
};

interface Rule {
  readonly needs: readonly RegExp[];
  readonly lacks: readonly RegExp[];
}

let good = true;
const found = globSync('*.json', { cwd: meta }).map((file) => basename(file, '.json'));
for (const bundle of found.filter((name) => !(name in RULES)))
  complain(`nothing is known of ${bundle}.cjs`);
for (const [bundle, { needs, lacks }] of Object.entries(RULES)) {
  const text = readFileSync(join(meta, `${bundle}.json`), 'utf8');
  const inputs = Object.keys((JSON.parse(text) as { inputs: object }).inputs);
  if (inputs.length === 0) throw new Error(`nothing is in ${bundle}.cjs`);
  for (const need of needs.filter((each) => !inputs.some((name) => each.test(name))))
    complain(`${bundle}.cjs lacks ${need.source}`);
  for (const name of inputs.filter((each) => lacks.some((lack) => lack.test(each))))
    complain(`${name} does not belong into ${bundle}.cjs`);
}
console.log(good ? '✓ every bundle has what belongs into it' : 'See esbuild.js.');
process.exitCode = good ? 0 : 1;

function complain(text: string): void {
  good = false;
  console.error(`✗ ${text}`);
}
