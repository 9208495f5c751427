// `npm test -- [unit] [integration] [ui] [vsix] [desktop] [--gates] [options for Mocha]`
// Without a name it runs all but the desktop suite. The last line is `N passed, N failed`, added up
// from the files that the runners leave in results/.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { GATES } from './gates.ts';
import { SUITES, USUAL, type Suite } from './suites.ts';
import { interrupted, runNode } from './task.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export interface Step {
  readonly title: string;
  readonly commands: readonly (readonly string[])[];
}

const STEP_LIMIT_MINUTES = 10;
const args = process.argv.slice(2);
const gates = args.includes('--gates') ? GATES : [];
const named = args.filter((arg) => arg in SUITES);
const rest = args.filter((arg) => arg !== '--gates' && !named.includes(arg));
const summary: string[] = [];
let passed = 0;
let failed = 0;

for (const gate of gates) {
  if (!interrupted()) await runStep(gate, true);
}
if (!interrupted() && (await runStep({ title: 'Build', commands: [['esbuild.js', '--tests']] }))) {
  for (const name of named.length > 0 ? named : USUAL) {
    const suite = SUITES[name];
    if (suite !== undefined && !interrupted()) await runSuite(name, suite);
  }
}
if (interrupted()) record('Interrupted', '', { passed: 0, failed: 1, notes: [] });

console.log(`\n${summary.join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one step. Its failure always counts; its success only where it `counts`. */
async function runStep(step: Step, counts = false): Promise<boolean> {
  const elapsed = begin(step.title);
  for (const command of step.commands) {
    const ending = await runNode(command, STEP_LIMIT_MINUTES);
    if (ending === 0) continue;
    record(step.title, elapsed(), { passed: 0, failed: 1, notes: [`ended with ${ending}`] });
    return false;
  }
  record(step.title, elapsed(), { passed: counts ? 1 : 0, failed: 0, notes: [] });
  return true;
}

async function runSuite(name: string, suite: Suite): Promise<void> {
  const elapsed = begin(suite.title);
  const results = join(root, 'results', `${name}.json`);
  rmSync(results, { force: true });
  const env = { ORDER_DESK_RESULTS: results, ORDER_DESK_GREP: grepOf(rest) };
  const ending = await runNode(suite.command(rest), suite.limitMinutes, env);
  record(suite.title, elapsed(), verdictOf(results, ending));
}

function begin(title: string): () => string {
  const started = Date.now();
  console.log(`\n=== ${title}`);
  return () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function record(title: string, time: string, verdict: Verdict): void {
  passed += verdict.passed;
  failed += verdict.failed;
  const counts = `${verdict.passed} passed, ${verdict.failed} failed`;
  const notes = verdict.notes.map((note) => `\n    ${note}`).join('');
  summary.push(`${verdict.failed === 0 ? '✓' : '✗'} ${title} (${time}): ${counts}${notes}`);
  console.log(summary.at(-1));
}

function grepOf(options: readonly string[]): string | undefined {
  const at = options.findIndex((option) => option === '--grep' || option === '-g');
  return at < 0 ? undefined : options[at + 1];
}
