import { readFileSync } from 'node:fs';
import type { Ending } from './task.ts';
import type { Results } from './tally.ts';

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** Which tests failed and how, and why more failed than they say: the end of a long log is what gets read. */
  readonly notes: readonly string[];
}

/** As much of a failure's reason, its stack among it, as is said again at the end. */
const REASON_LINES = 24;

/**
 * What a suite's run is worth. A runner that died, ran nothing, skipped something or ended badly
 * although its tests passed is a failure, whatever it counted.
 */
export function verdictOf(resultsFile: string, ending: Ending): Verdict {
  const results = readResults(resultsFile);
  if (results === undefined) {
    return { passed: 0, failed: 1, notes: [`the runner left no results and ended with ${ending}`] };
  }
  const notes = results.failures.flatMap(({ title, reason }) => [
    title,
    ...reason.split('\n', REASON_LINES).map((line) => `  ${line.trimEnd()}`),
  ]);
  let { failed } = results;
  if (results.pending > 0) {
    failed += results.pending;
    notes.push(`${results.pending} skipped, which counts as failed`);
  }
  if (results.passed + failed === 0) {
    failed += 1;
    notes.push('no test ran');
  } else if (ending !== 0 && failed === 0) {
    failed += 1;
    notes.push(`all tests passed, but the runner ended with ${ending}`);
  }
  return { passed: results.passed, failed, notes };
}

function readResults(file: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}
