import { isOrderAction } from './requests.ts';
import type { Metered, StreamLimits } from './limits.ts';

export type Verdict = 'pass' | 'ignore' | 'ban';

interface Count {
  since: number;
  messages: number;
  ignoredUntil: number;
}

/** Counts what one account group sends over all its streams, and says what it comes to. */
export class Meter {
  readonly #limits: StreamLimits;
  readonly #counts = new Map<Metered, Count>();
  #bannedUntil = 0;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /** @param now ms, by a clock that nobody shifts */
  banned(now: number): boolean {
    return now < this.#bannedUntil;
  }

  /** Counts one message. What is ignored still counts, towards the ban. */
  count(kind: Metered, now: number): Verdict {
    const { thresholds, window, penalty } = this.#limits;
    const count = this.#counts.get(kind) ?? { since: now, messages: 0, ignoredUntil: 0 };
    this.#counts.set(kind, count);
    if (now - count.since >= window) Object.assign(count, { since: now, messages: 0 });
    count.messages += 1;
    const { level1, level2 } = thresholds[kind];
    if (count.messages > level2) {
      this.#bannedUntil = now + penalty;
      return 'ban';
    }
    if (count.messages > level1) count.ignoredUntil = now + penalty;
    return now < count.ignoredUntil ? 'ignore' : 'pass';
  }
}

/** Which threshold a message counts towards. */
export function meteredAs({ op, action }: { op?: unknown; action?: unknown }): Metered | undefined {
  if (op === 'req') return isOrderAction(String(action)) ? 'order' : 'req';
  if (op === 'sub' || op === 'unsub') return 'sub';
  if (op === 'ping' || op === 'pong') return 'ping';
  return op === 'auth' ? 'auth' : undefined;
}
