/** What one candidate of a group took; times in ms, each of one run or of one operation of it. */
export interface CandidateResult {
  readonly name: string;
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  /** Its p50 over the p50 of the group's first candidate. */
  readonly ratio: number;
  /** Connections it opened, where they were counted. */
  readonly connections?: number | undefined;
}

/** Something that was to be reached, and what was. */
export interface GoalResult {
  /** What was to be reached, in words: `p50 within 1.15 of bare undici`. */
  readonly text: string;
  readonly measured: number;
  /** The limit, one of the two. */
  readonly atMost?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly verdict: 'met' | 'missed';
  /** Where it is missed: why it cannot be met. */
  readonly reason?: string | undefined;
}

/** Candidates that did the same job in turns, and what is to be said of them. */
export interface GroupResult {
  readonly title: string;
  /** What the candidates did, as far as the title does not say it. */
  readonly notes: readonly string[];
  readonly candidates: readonly CandidateResult[];
  /** Other numbers, by what they are: `exponent`, `messages a second`. */
  readonly figures: Readonly<Record<string, number | string>>;
  readonly goals: readonly GoalResult[];
}

/** Where a benchmark leaves its groups for whoever started it: a JSON text on a line for each. */
export const RESULTS_VARIABLE = 'ORDER_DESK_BENCH_RESULTS';
