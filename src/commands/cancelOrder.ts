import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { conclusionOf } from '../orders/cancelProof.ts';
import { isTerminal } from '../orders/order.ts';
import { explain } from '../platform/messages.ts';
import type { Order } from '../venues/venue.ts';
import { confirmCancel, type Target } from './confirmCancel.ts';
import { freshList, someOf } from './listed.ts';
import { pickOrder } from './pickOrder.ts';
import { reportCancel, underWayText } from './reportCancel.ts';
import { orderIdOf, textOr } from './row.ts';
import { mayStillSend, whileSending } from './sending.ts';
import type { Handler, Services } from './services.ts';
import { tickOff } from '../platform/walkthrough.ts';

const t = vscode.l10n.t;

/** A list older than this is called stale in the dialog. */
const STALE_MS = 20_000;

/** "Cancel Order…": of the id that is named, else the order is picked or typed first. */
export const cancelOrder: Handler = async (services, which) => {
  if (which !== undefined) return cancelById(services, textOr(which, orderIdOf));
  const desk = await services.current.open();
  const target = await pickOrder(desk);
  return target && cancel(services, desk, target);
};

/** "Cancel Most Recent Order…": the one that was made last, by a fresh list: which it is is not guessed. */
export const cancelLatest: Handler = async (services) => {
  const desk = await services.current.open();
  const stale = await freshList(desk);
  if (stale !== undefined) {
    const { error } = desk.feed.state;
    const why = error && explain(error, services.current.place).text;
    const what = t(
      'The open orders were not listed in time, so which one is the most recent is not known. Nothing was sent. Refresh, then try again.',
    );
    throw new Error([what, why].filter(Boolean).join(' '));
  }
  const latest = someOf(desk).reduce((a, b) => (b.createdAt > a.createdAt ? b : a));
  const hidden = !desk.rows.shows(latest);
  return cancel(services, desk, { ...targetOf(latest), unseen: true, hidden });
};

/** The row's inline button and menu entry. */
export const cancelRow: Handler = (services, row) => cancelById(services, orderIdOf(row));

/**
 * Cancels an order of which at least the id is on the list.
 * @param unseen whether it is asked about whatever is set, as the person has not pointed at it
 */
export async function cancelById(
  services: Services,
  orderId: string,
  unseen = false,
): Promise<object | undefined> {
  const desk = await services.current.open();
  const order = desk.store.get(orderId) ?? desk.cancels.orderOf(orderId);
  if (!order) throw new Error(t('This order is not on the list any more. Nothing was sent.'));
  return cancel(services, desk, { ...targetOf(order), unseen });
}

/** @returns what is concluded of the order; `undefined` where the person said no */
async function cancel(services: Services, desk: Desk, target: Target): Promise<object | undefined> {
  const { place } = services.current;
  const now = (): Order | undefined => desk.store.get(target.orderId) ?? target.order;
  refuseClosed(now());
  if (!desk.cancels.mayCancel(target.orderId)) throw new Error(underWayText(target));
  const again = desk.cancels.phaseOf(target.orderId) !== undefined;
  const asked = { ...target, order: now(), again, staleAsOf: staleSince(desk) };
  if (!(await confirmCancel(asked, place, desk.profile))) return undefined;
  if (!(await mayStillSend(services, desk))) return undefined;
  refuseClosed(now());
  return sendCancel(services, desk, target);
}

/** Sends a cancel, waits for what becomes of it, tells that, and hands back what is concluded. */
export async function sendCancel(
  services: Services,
  desk: Desk,
  target: Pick<Target, 'orderId' | 'symbol'>,
): Promise<object> {
  const { place } = services.current;
  // Ending the waiting does not end the cancel: that is on its way.
  const report = await whileSending(
    services,
    t('Waiting for {0} to cancel {1} {2}…', place.venue, target.symbol, target.orderId),
    (signal) => desk.cancels.cancel(target, { signal }),
  );
  services.log.info(`cancel ${target.orderId}: ${report.outcome.kind}`);
  reportCancel(services.notifier, report, place);
  tickOff('didCancel');
  return conclusionOf(report);
}

/** "Stop Following Cancel": the row of a cancel that is not settled. Nothing is claimed by it. */
export const dismissCancel: Handler = async (services, row) => {
  const desk = await services.current.open();
  desk.cancels.dismiss(orderIdOf(row));
};

/** When the orders shown were true, where they are stale; local Unix ms. */
export function staleSince({ feed }: Desk): number | undefined {
  return feed.isStale(STALE_MS) ? feed.state.asOf : undefined;
}

/** Throws where it is known that nothing can be done about the order any more. */
export function refuseClosed(order: Order | undefined): void {
  if (!order || !isTerminal(order)) return;
  const text = t(
    'Order {0} is closed already: {1}, {2} of {3} filled. Nothing was sent.',
    order.orderId,
    order.venueStatus,
    order.filledQuantity,
    order.quantity,
  );
  throw new Error(text);
}

function targetOf(order: Order): Target {
  return { orderId: order.orderId, symbol: order.symbol, order };
}
