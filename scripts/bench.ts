// Runs the measurements in test/bench one after the other, in processes of their own: all of them, or
// those whose name has one of the words given. They print what they measured and fail by exit code.
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { runNode } from './test/task.ts';

const words = process.argv.slice(2);
const all = globSync('test/bench/**/*.bench.ts').sort();
const chosen = all.filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
);
const failed: string[] = [];

if ((await runNode(['esbuild.js', '--production'], 5)) !== 0) failed.push('the build');
for (const file of failed.length === 0 ? chosen : []) {
  console.log(`\n=== ${basename(file, '.bench.ts')}`);
  if ((await runNode(['--expose-gc', file], 20)) !== 0) failed.push(file);
}
if (chosen.length === 0) failed.push(`no benchmark among: ${all.join(', ') || 'none'}`);
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
