import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import type { CancelAllReport, CancelReport } from '../orders/cancelOutcome.ts';
import { conclusionOf } from '../orders/cancelProof.ts';
import type { CancelService } from '../orders/cancelService.ts';
import { isTerminal } from '../orders/order.ts';
import { countText } from '../platform/orderWords.ts';
import type { Order } from '../venues/venue.ts';
import { askOne } from './ask.ts';
import { staleSince } from './cancelOrder.ts';
import { confirmMany, inWords, type Bulk, type Reach } from './confirmMany.ts';
import { freshList, listedOrders } from './listed.ts';
import { reportMany } from './reportMany.ts';
import { symbolOf, textOr } from './row.ts';
import { mayStillSend, whileSending } from './sending.ts';
import type { Handler, Services } from './services.ts';
import { tickOff } from '../platform/walkthrough.ts';

const t = vscode.l10n.t;

/** "Cancel All Orders…" */
export const cancelAll: Handler = async (services) =>
  cancelMany(services, await services.current.open(), { kind: 'all' });

/** "Cancel All Orders of Symbol…": of the one that is named, of the row it was chosen on, else of one that is picked. */
export const cancelSymbol: Handler = async (services, which) => {
  const desk = await services.current.open();
  const symbol = textOr(which, symbolOf) ?? (await pickSymbol(desk));
  return symbol === undefined ? undefined : cancelMany(services, desk, { kind: 'symbol', symbol });
};

/**
 * Cancels several orders once the person has agreed, and tells what became of each.
 * @returns what is concluded of each; `undefined` where the person said no
 */
export async function cancelMany(
  services: Services,
  desk: Desk,
  reach: Reach,
): Promise<readonly object[] | undefined> {
  const { current, notifier, bulks, log } = services;
  const { place } = current;
  // What reaches past the list is asked about by a list as fresh as can be had.
  const staleAsOf = reach.kind === 'listed' ? staleSince(desk) : await freshList(desk);
  const orders = ordersOf(desk, reach);
  const hidden = orders.filter((order) => !desk.rows.shows(order)).length;
  const bulk = { reach, orders, hidden, staleAsOf };
  refuseUnderWay(desk, bulk);
  if (reach.kind === 'listed' && bulk.orders.length === 0)
    throw new Error(t('None of these orders is open any more. Nothing was sent.'));
  if (!(await confirmMany(bulk, place, desk.profile))) return undefined;
  if (!(await mayStillSend(services, desk))) return undefined;
  const startedAt = Date.now();
  const what = inWords(bulk);
  const title = t('Canceling {0} on {1}', what, place.venue);
  const result = await whileSending(services, title, async (signal, report) => {
    // Much can happen while a dialog is open: what closed meanwhile is left out.
    const open = ordersOf(desk, reach);
    const counting = count(desk.cancels, open, report);
    return send(desk, reach, open, signal).finally(() => void counting.dispose());
  });
  log.info(`cancel of ${what}: ${result.reports.length} orders`);
  const reports = [...result.reports, ...closedMeanwhile(desk, bulk, result.reports)];
  const known = bulks.add({ what, ...place, startedAt }, reports, desk.cancels);
  reportMany(notifier, known, { ...result, reports }, place);
  tickOff('didCancel');
  return reports.map(conclusionOf);
}

/** Of orders that were agreed to and closed before they were sent a cancel the person is told, too. */
function closedMeanwhile(
  { store }: Desk,
  { orders }: Bulk,
  reports: readonly CancelReport[],
): readonly CancelReport[] {
  const told = new Set(reports.map(({ orderId }) => orderId));
  return orders.flatMap(({ orderId, symbol }) => {
    const order = store.get(orderId);
    if (told.has(orderId) || !order || !isTerminal(order)) return [];
    return [
      {
        ...{ orderId, symbol, outcome: { kind: 'alreadyClosed', order } },
        ...{ accepted: false, inherited: false, evidence: [], proof: undefined },
      },
    ];
  });
}

function ordersOf({ store, cancels }: Desk, reach: Reach): readonly Order[] {
  if (reach.kind === 'all') return store.working;
  if (reach.kind === 'symbol') return store.working.filter(({ symbol }) => symbol === reach.symbol);
  return reach.orderIds.flatMap((orderId) => {
    const order = store.get(orderId) ?? cancels.orderOf(orderId);
    return order && !isTerminal(order) ? [order] : [];
  });
}

/** By one request where the venue has one for it. */
async function send(
  { venue, cancels }: Desk,
  reach: Reach,
  orders: readonly Order[],
  signal: AbortSignal,
): Promise<CancelAllReport> {
  const { cancelAll: all, cancelAllBySymbol: bySymbol } = venue.capabilities;
  if (reach.kind === 'all' && all) return cancels.cancelAll(undefined, { signal });
  if (reach.kind === 'symbol' && bySymbol) return cancels.cancelAll(reach.symbol, { signal });
  const reports = await cancels.cancelMany(orders, { signal });
  return { reports, transcript: undefined, error: undefined };
}

/** Tells how many of the cancels are settled, each time that changes. */
function count(
  cancels: CancelService,
  orders: readonly Order[],
  report: (words: string) => void,
): vscode.Disposable {
  const left = new Set(orders.map(({ orderId }) => orderId));
  return cancels.onDidChange((orderId) => {
    if (cancels.phaseOf(orderId) !== undefined || !left.delete(orderId)) return;
    report(t('{0} of {1} settled', orders.length - left.size, orders.length));
  });
}

/** Cancels that are under way are not sent again, so there would be nothing to ask about. */
function refuseUnderWay({ cancels }: Desk, { reach, orders }: Bulk): void {
  if (reach.kind !== 'listed' || orders.length === 0) return;
  if (orders.some(({ orderId }) => cancels.mayCancel(orderId))) return;
  throw new Error(
    t(
      'A cancel of each of these {0} orders is under way already, so none was sent again. To send another of one, choose “Stop Following Cancel” on its row first.',
      orders.length,
    ),
  );
}

async function pickSymbol(desk: Desk): Promise<string | undefined> {
  await listedOrders(desk);
  const { store } = desk;
  const choices = [...store.symbols].sort().map((symbol) => {
    const description = countText(store.workingIn(symbol).size);
    return { label: symbol, description, value: symbol };
  });
  return askOne(t('Cancel All Orders of Symbol'), choices);
}
