// `npm run bench -- [NAME...] [--json FILE] [--svg FILE]`
// Runs the measurements in test/bench one after the other, in processes of their own: all of them, or
// those whose name has one of the words given. They print what they measured, and fail by exit code
// where something is wrong; a goal that is missed is told and no failure, as machines differ.
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { collect } from './bench/collect.ts';
import { machine } from './bench/machine.ts';
import { growthOf } from './bench/growth.ts';
import { pictureOf } from './bench/picture.ts';
import { interrupted, runNode } from './test/task.ts';
import type { BenchDocument } from './bench/document.ts';

const all = globSync('test/bench/**/*.bench.ts').sort();
const usage = `Usage: npm run bench -- [NAME...] [--json FILE] [--svg FILE]
Names, or parts of them: ${all.map(nameOf).join(', ')}`;
const { values, positionals } = read();
if (values.help) {
  console.log(usage);
  process.exit();
}
const chosen = all.filter(
  (file) => positionals.length === 0 || positionals.some((word) => isMeant(word, nameOf(file))),
);
const failed: string[] = [];
const document: BenchDocument = { machine: machine(), benches: [] };

if ((await runNode(['esbuild.js', '--production'], 5)) !== 0) failed.push('the build');
for (const file of failed.length === 0 ? chosen : []) {
  if (interrupted()) break;
  const name = nameOf(file);
  console.log(`\n=== ${name}`);
  const { ending, groups } = await collect(name, (env) => runNode(['--expose-gc', file], 20, env));
  if (ending !== 0) failed.push(name);
  document.benches.push({ name, groups });
}
if (interrupted()) failed.push('interrupted');
if (chosen.length === 0) failed.push(`no such benchmark\n${usage}`);
if (values.json !== undefined) write(values.json, `${JSON.stringify(document, null, 2)}\n`);
if (values.svg !== undefined) {
  const picture = pictureOf(document);
  if (picture === undefined)
    failed.push('the picture, which shows cancels: add cancelOne or cancelMany to the names');
  else write(values.svg, picture);
}
const goals = document.benches.flatMap(({ groups }) => groups.flatMap(({ goals }) => goals));
const met = goals.filter(({ verdict }) => verdict === 'met').length;
const growth = growthOf(document);
if (growth.length > 0) console.log(`\n${growth.join('\n')}`);
console.log(
  `\n${document.machine.cpu}, ${document.machine.cores} cores, Node ${document.machine.node}`,
);
console.log(`goals: ${met} met, ${goals.length - met} missed`);
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function read() {
  try {
    const text = { type: 'string' } as const;
    const help = { type: 'boolean', default: false } as const;
    return parseArgs({ allowPositionals: true, options: { json: text, svg: text, help } });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A whole name is that one alone; a part of names is all of them. */
function isMeant(word: string, name: string): boolean {
  return all.some((file) => nameOf(file) === word) ? name === word : name.includes(word);
}

function nameOf(file: string): string {
  return basename(file, '.bench.ts');
}
