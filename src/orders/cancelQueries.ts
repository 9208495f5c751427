import { VenueError } from '../venues/errors.ts';
import type { Order } from '../venues/venue.ts';
import { outOfTime } from './arrival.ts';
import { conclude, learn, type CancelTools } from './cancelFindings.ts';
import { overdue, unlisted } from './cancelRules.ts';
import { forgetQuery, forgetUnread, see } from './evidence.ts';
import { isOver, type PendingCancel } from './pendingCancel.ts';

type Group = readonly PendingCancel[];

/** Asks for the status of orders, and settles what it settles. */
export async function askStatus(
  tools: CancelTools,
  group: Group,
  signal: AbortSignal,
): Promise<void> {
  try {
    // Before the question, whose answer has to be younger than that.
    await noteAges(tools, group);
    const ids = group.map(({ orderId }) => orderId);
    const { value, transcript } = await tools.venue.orderStatus(ids, signal);
    const found = new Map(value.map((order) => [order.orderId, order]));
    const asked = group.filter((pending) => !isOver(pending));
    for (const pending of asked) forgetRepetition(pending, found.get(pending.orderId));
    const seen = see(tools, asked, 'status', transcript);
    tools.store.apply(value, seen);
    for (const pending of asked) {
      const order = found.get(pending.orderId);
      if (order) {
        learn(tools, pending, order, seen);
        if (pending.isOverdue) conclude(pending, overdue(order, pending), seen);
      } else conclude(pending, unlisted(pending), seen);
    }
  } catch (error) {
    if (!(error instanceof VenueError)) throw error;
    // A failed read says nothing of the orders: they are asked for again.
    const { transcript } = error;
    const asked = transcript ? group.filter((pending) => !isOver(pending)) : [];
    for (const { evidence } of asked) forgetUnread(evidence);
    if (transcript) see(tools, asked, 'unread', transcript);
  }
}

/** Notes which of these the venue would refuse for their age by now. */
async function noteAges({ venue }: CancelTools, group: Group): Promise<void> {
  const young = group.filter(({ isOverdue }) => !isOverdue);
  const sent = young.map((pending) => {
    const { signedBy = 0, waited } = pending;
    return { pending, signedBy, waited };
  });
  for (const { pending } of await outOfTime(venue, sent)) {
    // What another window signed it had signed by now: the time counts from here, by a clock that is measured.
    if (pending.signedBy !== undefined) pending.isOverdue = true;
    else Object.assign(pending, { signedBy: venue.clock.now(), waited: 0 });
  }
}

/** Of queries in a row that show the very same, the latest is kept. */
function forgetRepetition({ evidence, latest }: PendingCancel, order: Order | undefined): void {
  if (latest?.raw === order?.raw) forgetQuery(evidence);
}
