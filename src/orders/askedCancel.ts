import type { CancelReport } from './cancelOutcome.ts';
import type { CancelRegister } from './cancelRegister.ts';
import * as rules from './cancelRules.ts';
import type { OrderStore } from './orderStore.ts';
import * as life from './pendingCancel.ts';
import type { CancelTarget, PendingCancel } from './pendingCancel.ts';

/** A cancel that was asked for; `pending` where it is one of its own. */
export interface AskedCancel {
  readonly told: Promise<CancelReport>;
  readonly pending?: PendingCancel;
}

export interface Accepted {
  /** Those that are to be sent. */
  readonly fresh: readonly PendingCancel[];
  /** Those of the others that are not settled, and stay as they are. */
  readonly underWay: readonly PendingCancel[];
  readonly asked: readonly AskedCancel[];
}

/**
 * Takes in what may be canceled now, and promises a report of each. An order that has an unsettled
 * cancel is taken in where that one `gives` way.
 */
export function accept(
  targets: readonly CancelTarget[],
  register: Pick<CancelRegister, 'get' | 'add'>,
  store: Pick<OrderStore, 'get'>,
  gives: (earlier: PendingCancel) => boolean,
): Accepted {
  const fresh: PendingCancel[] = [];
  const underWay: PendingCancel[] = [];
  const asked = targets.map((target): AskedCancel => {
    const earlier = register.get(target.orderId);
    if (earlier && !gives(earlier)) {
      underWay.push(earlier);
      return { told: Promise.resolve(life.report(earlier, { kind: 'underWay' })) };
    }
    const { promise: told, resolve } = Promise.withResolvers<CancelReport>();
    const before = earlier ? earlier.before : store.get(target.orderId);
    const pending = life.newPending(target, before, resolve, earlier);
    fresh.push(pending);
    register.add(pending);
    return { told, pending };
  });
  return { fresh, underWay, asked };
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
