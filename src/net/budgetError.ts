/**
 * Why something may not be sent: `full`, too much waits already; `quiet`, the venue asked for a
 * pause longer than is waited for; `ignored`, the venue seems to ignore requests, so nothing is sent
 * that nobody asked for; `aborted`, given up while it waited; `closed`.
 */
export type BudgetRefusal = 'full' | 'quiet' | 'ignored' | 'aborted' | 'closed';

/** The one error a budget rejects with. Nothing was sent. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  readonly reason: BudgetRefusal;
  /** For `quiet` and `ignored`: what is left of the pause, ms. */
  readonly retryAfter: number | undefined;

  constructor(reason: BudgetRefusal, retryAfter?: number) {
    super(words[reason]);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

const words: Readonly<Record<BudgetRefusal, string>> = {
  full: 'too many requests wait to be sent already',
  quiet: 'the venue asked for a pause in requests',
  ignored: 'the venue did not answer the requests before it, so polling rests',
  aborted: 'it was given up before it was sent',
  closed: 'the client is closed',
};
