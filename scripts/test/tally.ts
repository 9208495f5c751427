import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a runner leaves in results/: counts, and what failed and why. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
  /** Skipped tests. None is allowed, so each of them counts against the run. */
  readonly pending: number;
  readonly durationMs: number;
  readonly failures: readonly { readonly title: string; readonly reason: string }[];
}

/** As much of Mocha's runner and tests as is needed here, whichever build of Mocha it is. */
interface Runner {
  on(event: string, listener: (test: Test, error?: Error) => void): unknown;
}
interface Test {
  fullTitle(): string;
}

/** Counts what `runner` does, and writes it to `file` when it ends. */
export function tally(runner: Runner, file: string): void {
  const started = Date.now();
  const failed: { test: Test; error: Error | undefined }[] = [];
  let passed = 0;
  let pending = 0;
  runner.on('pass', () => passed++);
  runner.on('pending', () => pending++);
  runner.on('fail', (test, error) => void failed.push({ test, error }));
  runner.on('end', () => {
    const durationMs = Date.now() - started;
    // By now: hooks that run after a test add to its error what they saw.
    const failures = failed.map(({ test, error }) => ({
      title: test.fullTitle(),
      reason: error?.stack ?? String(error),
    }));
    const results: Results = { passed, failed: failures.length, pending, durationMs, failures };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  });
}
