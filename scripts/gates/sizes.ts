// What the package weighs and what is in it, held against what it may.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { entriesOf } from './zip.ts';

const KB = 1000;
const dist = (name: string): string => `extension/dist/${name}.cjs`;
const LIMITS: readonly { what: string; files: readonly string[]; limit: number }[] = [
  // The extension's own code, and undici beside it, which is read with the first request.
  { what: 'extension', files: ['extension', 'shared', 'later'].map(dist), limit: 480 * KB },
  { what: 'undici', files: [dist('undici')], limit: 320 * KB },
  // So much is read and run 19 ms slower than an extension that does nothing; 20 ms are the goal (npm run bench).
  { what: 'read at activation', files: ['extension', 'shared'].map(dist), limit: 88 * KB },
  { what: 'paper exchange', files: [dist('paper')], limit: 260 * KB },
];
const PACKAGE_LIMIT = 440 * KB;
const EXPECTED =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package(\.nls(\.zh-cn)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|dist\/(extension|shared|later|undici|paper)\.cjs|media\/[\w.-]+|l10n\/[\w.-]+\.json))$/i;

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};
const vsix = join(root, `${name}-${version}.vsix`);
const entries = entriesOf(vsix);
let good = true;

check(`${name}-${version}.vsix`, statSync(vsix).size, PACKAGE_LIMIT);
for (const { what, files, limit } of LIMITS) {
  const found = entries.filter(({ name }) => files.includes(name));
  const size = found.reduce((sum, entry) => sum + entry.size, 0);
  check(what, found.length === files.length ? size : undefined, limit);
}
for (const entry of entries.filter((each) => !EXPECTED.test(each.name))) {
  good = false;
  console.error(`✗ ${entry.name} does not belong into the package (.vscodeignore)`);
}
process.exitCode = good ? 0 : 1;

function check(what: string, size: number | undefined, limit: number): void {
  const fits = size !== undefined && size <= limit;
  good &&= fits;
  const measured = size === undefined ? 'missing' : `${(size / KB).toFixed(0)} kB`;
  console.log(`${fits ? '✓' : '✗'} ${what}: ${measured}, at most ${limit / KB} kB`);
}
