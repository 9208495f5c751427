import type { CancelReport } from './cancelOutcome.ts';
import type { CancelRegister } from './cancelRegister.ts';
import * as rules from './cancelRules.ts';
import type { PendingCancel } from './pendingCancel.ts';

/** A cancel that was asked for; `pending` where it is one of its own. */
export interface AskedCancel {
  readonly told: Promise<CancelReport>;
  readonly pending?: PendingCancel;
}

/**
 * A report for each, once all are told. Some were told as unknown when the others were still awaited, and are
 * known by now. What a later cancel of the same order came to is news of these only where it is news of the order.
 */
export async function toldOf(
  asked: readonly AskedCancel[],
  register: Pick<CancelRegister, 'reportOf'>,
): Promise<CancelReport[]> {
  const told = await Promise.all(asked.map((each) => each.told));
  return told.map((each, at) => {
    const own = asked[at]?.pending?.ended ?? each;
    const latest = own.outcome.kind === 'unknown' ? register.reportOf(each.orderId) : undefined;
    return latest && !rules.leavesOpen(latest.outcome) ? latest : own;
  });
}
