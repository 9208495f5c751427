import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { runSchedule, type ScheduleResult } from './schedule.ts';
import { Tally } from './tally.ts';
import { INVARIANTS, type Violation } from './violations.ts';

export interface SoakOptions {
  readonly runs: number;
  readonly seed: number;
  /** One for each core where missing. */
  readonly workers?: number | undefined;
  readonly sockets?: boolean;
  /** Whether to print everything that happens. */
  readonly trace?: boolean;
  readonly onProgress?: ((runs: number) => void) | undefined;
}

/** What a worker is to run: every so manyth schedule, from one on. */
export interface Share {
  readonly seeds: { readonly from: number; readonly to: number; readonly step: number };
  readonly sockets: boolean;
  readonly trace: boolean;
}

/** What came of many schedules, added up. */
export class SoakResult {
  readonly outcomes = new Tally();
  readonly faults = new Tally();
  readonly steps = new Tally();
  readonly found = new Tally();
  readonly violations: (Violation & { readonly seed: number })[] = [];
  runs = 0;
  requests = 0;
  asked = 0;
  placed = 0;

  add({
    seed,
    requests,
    asked,
    placed,
    outcomes,
    faults,
    steps,
    violations,
  }: ScheduleResult): void {
    this.runs += 1;
    this.requests += requests;
    this.asked += asked;
    this.placed += placed;
    this.outcomes.add(outcomes);
    this.faults.add(faults);
    this.steps.add(steps);
    for (const violation of violations) {
      this.found.count(violation.invariant);
      this.violations.push({ seed, ...violation });
    }
  }
}

/** Runs schedules, the first of them the seed's own, over all cores. */
export async function soakSchedules(
  options: SoakOptions,
): Promise<{ readonly title: string; readonly lines: string[]; readonly violations: string[] }> {
  const { runs, seed, sockets = false, trace = false } = options;
  const workers = Math.max(1, Math.min(options.workers ?? availableParallelism(), runs));
  const began = performance.now();
  const result = new SoakResult();
  const shares = Array.from({ length: workers }, (_, i): Share => {
    return { seeds: { from: seed + i, to: seed + runs, step: workers }, sockets, trace };
  });
  const add = (each: ScheduleResult): void => {
    result.add(each);
    options.onProgress?.(result.runs);
  };
  await Promise.all(
    shares.map((share) => (workers === 1 ? runShare(share, add) : spread(share, add))),
  );
  const seconds = (performance.now() - began) / 1_000;
  const again = (each: number): string =>
    `npm run soak -- --runs 1 --seed ${each}${sockets ? ' --sockets' : ''}`;
  return {
    title: `Schedules, ${sockets ? 'over sockets' : 'in memory'}`,
    lines: [
      row('runs', result.runs),
      row('first seed', seed),
      row('time', `${seconds.toFixed(1)} s, ${workers} workers`),
      row('requests', result.requests),
      row('cancels asked', result.asked),
      row('orders placed', result.placed),
      ...table('Outcomes', result.outcomes),
      ...table('Faults injected', result.faults),
      ...table('Steps', result.steps),
      '',
      'Violations',
      ...Object.entries(INVARIANTS).map(([name, what]) => {
        return `${row(name, result.found.counts[name] ?? 0)}   ${what}`;
      }),
    ],
    violations: result.violations.map(
      (each) => `\n${each.invariant}: ${each.what}\n  ${again(each.seed)} --trace`,
    ),
  };
}

/** Runs the schedules of a share one after the other. */
export async function runShare(
  { seeds: { from, to, step }, sockets, trace }: Share,
  done: (result: ScheduleResult) => void,
): Promise<void> {
  const note = trace ? { note: (line: string) => console.log(line) } : {};
  for (let seed = from; seed < to; seed += step)
    done(await runSchedule({ seed, sockets, ...note }));
}

/** Runs a share in a thread of its own. */
function spread(share: Share, add: (result: ScheduleResult) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: share });
    worker.on('message', add);
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A worker ended with ${code}.`));
    });
  });
}

function table(title: string, { counts }: Tally): string[] {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return ['', title, ...sorted.map(([name, count]) => row(name, count))];
}

function row(name: string, value: number | string): string {
  return `  ${name.padEnd(24)}${String(value).padStart(10)}`;
}
