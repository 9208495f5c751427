// How a benchmark tells what it measured: on its own output for people, and to whoever started it.
import { appendFileSync } from 'node:fs';
import {
  RESULTS_VARIABLE,
  type CandidateResult,
  type GoalResult,
  type GroupResult,
} from './results.ts';

export interface Goal {
  /** What is to be reached, in words. */
  readonly text: string;
  readonly measured: number;
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
  /** Why it cannot be met; printed where it is missed. */
  readonly reason?: string | undefined;
}

export interface Group {
  readonly title: string;
  readonly notes?: readonly string[] | undefined;
  readonly candidates?: readonly CandidateResult[] | undefined;
  readonly figures?: Readonly<Record<string, number | string>> | undefined;
  readonly goals?: readonly Goal[] | undefined;
}

/** Prints a group and hands it to the parent, if there is one that collects. */
export function report(group: Group): GroupResult {
  const { title, notes = [], candidates = [], figures = {}, goals = [] } = group;
  const result: GroupResult = { title, notes, candidates, figures, goals: goals.map(judged) };
  console.log(`\n${linesOf(result).join('\n')}`);
  const file = process.env[RESULTS_VARIABLE];
  if (file) appendFileSync(file, `${JSON.stringify(result)}\n`);
  return result;
}

/** How many times as long one candidate took as another, by p50. Throws where one is not there. */
export function timesAsLong(
  candidates: readonly CandidateResult[],
  one: string,
  other: string,
): number {
  return named(candidates, one).p50 / named(candidates, other).p50;
}

export function named(candidates: readonly CandidateResult[], name: string): CandidateResult {
  const found = candidates.find((each) => each.name === name);
  if (!found) throw new Error(`There is no candidate "${name}".`);
  return found;
}

/** A time in a unit that leaves three digits of it. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '-';
  const [value, unit] =
    ms >= 1_000 ? [ms / 1_000, 's '] : ms >= 1 ? [ms, 'ms'] : [ms * 1_000, 'us'];
  return `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)} ${unit}`;
}

function judged(goal: Goal): GoalResult {
  const { text, measured, atMost, atLeast, reason } = goal;
  if ((atMost === undefined) === (atLeast === undefined)) {
    throw new Error(`The goal "${text}" needs one limit.`);
  }
  const met = atMost === undefined ? measured >= (atLeast ?? NaN) : measured <= atMost;
  return {
    text,
    measured,
    atMost,
    atLeast,
    verdict: met ? 'met' : 'missed',
    reason: met ? undefined : reason,
  };
}

function linesOf({ title, notes, candidates, figures, goals }: GroupResult): readonly string[] {
  const width = Math.max(0, ...candidates.map(({ name }) => name.length));
  const counted = candidates.some(({ connections }) => connections !== undefined);
  const head = [
    ...[''.padEnd(width), 'p50'.padStart(10), 'p99'.padStart(10), 'ratio'.padStart(8)],
    ...['samples'.padStart(8), ...(counted ? ['connections'.padStart(12)] : [])],
  ].join(' ');
  const rows = candidates.map(({ name, p50, p99, ratio, samples, connections }) =>
    [
      ...[name.padEnd(width), duration(p50).padStart(10), duration(p99).padStart(10)],
      ...[
        (Number.isFinite(ratio) ? `x${ratio.toFixed(2)}` : '–').padStart(8),
        String(samples).padStart(8),
      ],
      ...(counted ? [String(connections ?? '').padStart(12)] : []),
    ].join(' '),
  );
  return [
    title,
    ...notes.map((note) => `  ${note}`),
    ...(rows.length > 0 ? [head, ...rows] : []),
    ...Object.entries(figures).map(([name, value]) => `  ${name}: ${shown(value)}`),
    ...goals.map((goal) => `  ${verdictOf(goal)}`),
  ];
}

function verdictOf({ text, measured, verdict, reason }: GoalResult): string {
  const unknown =
    verdict === 'met'
      ? ''
      : '\n      for no known reason: measure with nothing else running, or profile it';
  const why = reason === undefined ? unknown : `\n      because ${reason}`;
  return `${verdict === 'met' ? '✓' : '✗'} ${text}: ${shown(measured)}, ${verdict}${why}`;
}

function shown(value: number | string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return value.toFixed(Math.abs(value) >= 100 ? 0 : 2);
}
