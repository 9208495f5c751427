import { elapsed } from '../common/clock.ts';
import type { CancelRegister } from './cancelRegister.ts';
import type { CancelTools } from './cancelFindings.ts';
import { askStatus } from './cancelQueries.ts';
import { keepSeen } from './cancelSteps.ts';
import * as life from './pendingCancel.ts';
import type { PendingCancel } from './pendingCancel.ts';

const PATIENCE_MS = 8_000;
/** Waits before each status query, ms; the last one repeats. */
const QUERY_AFTER = [100, 300, 600, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** How long a caller waits for a cancel to be settled: so many ms, or until the signal aborts. */
export interface Patience {
  readonly ms?: number;
  readonly signal?: AbortSignal;
}

type Group = readonly PendingCancel[];

export interface FollowSteps {
  /** Sends the cancels, or waits until they are sent. */
  readonly first: () => Promise<void>;
  /** Which of those left may be sent again: refused for another's sake alone, and seen open since. */
  readonly resendable: (left: Group) => Group;
  /** Sends them again, while somebody waits; `undefined` where nobody does, and what the venue said stands. */
  readonly resend: ((group: Group) => Promise<void>) | undefined;
}

/** Sends first, then asks for the status of what is not settled, again and again, until all is. */
export async function followCancels(
  tools: CancelTools,
  register: CancelRegister,
  group: Group,
  { ms = PATIENCE_MS, signal }: Patience,
  { first, resendable, resend }: FollowSteps,
): Promise<void> {
  const { clock } = tools;
  const over = life.allOver(group);
  const waited = elapsed(clock);
  const stopWaiting = (): void => group.forEach((pending) => register.stopWaiting(pending));
  signal?.addEventListener('abort', stopWaiting, { once: true, signal: over });
  if (signal?.aborted) stopWaiting();
  try {
    await first();
    for (let turn = 0; ; turn += 1) {
      if (register.endSettled(group).length === 0) return;
      if (waited() >= ms) stopWaiting();
      // Most are settled by the first query: only what is not has to be known after a reload.
      await keepSeen(
        tools,
        group.filter(({ error }) => turn > 0 || error),
      );
      const wait = QUERY_AFTER[Math.min(turn, QUERY_AFTER.length - 1)] ?? 0;
      await clock.delay(wait, over);
      const asked = group.filter((pending) => !life.isOver(pending));
      if (asked.length === 0) return;
      for (const pending of asked) pending.waited += wait;
      await askStatus(tools, asked, over);
      const again = resendable(register.endSettled(group));
      if (again.length === 0) continue;
      // Nobody waits any longer, nor expects a request: what the venue said stands.
      if (!resend || waited() >= ms || signal?.aborted) again.forEach(life.leaveRefused);
      else await resend(again.map(life.renewed));
      turn = -1;
    }
  } catch (error) {
    for (const pending of group) register.abandon(pending);
    throw error;
  }
}
