import * as vscode from 'vscode';
import Big from 'big.js';
import type { Desk } from '../desk/desk.ts';
import { amend, type AmendReport } from '../orders/amendService.ts';
import { isTerminal } from '../orders/order.ts';
import type { Place } from '../platform/place.ts';
import { orderText, requestText, statusText } from '../platform/orderWords.ts';
import { overtakenText } from '../platform/stepWords.ts';
import type { PlaceRequest } from '../venues/placing.ts';
import type { Order } from '../venues/venue.ts';
import { askOne } from './ask.ts';
import { refuseClosed } from './cancelOrder.ts';
import { listedOrders } from './listed.ts';
import { fillTicket, readFacts, stepFor } from './placeOrder.ts';
import { reportCancel, underWayText } from './reportCancel.ts';
import { reportPlace } from './reportPlace.ts';
import { orderIdOf } from './row.ts';
import { mayStillSend, whileSending } from './sending.ts';
import type { Handler, Services } from './services.ts';
import { draftOf, requestOf, type Draft } from './ticket/draft.ts';
import { fieldSteps } from './ticket/fields.ts';
import { reviewStep, type ReviewWords } from './ticket/review.ts';
import { runSteps } from './steps.ts';

const t = vscode.l10n.t;

/** The steps of a ticket that ask for what may be changed. */
const CHANGEABLE: ReadonlySet<string> = new Set(['quantity', 'stopPrice', 'price']);

/** "Amend Order…": the order of a row, or one that is picked. */
export const amendOrder: Handler = async (services, row) => {
  const desk = await services.current.open();
  const orderId = row === undefined ? await pick(desk) : orderIdOf(row);
  if (orderId === undefined) return;
  const order = desk.store.get(orderId);
  if (!order) throw new Error(t('This order is not on the list any more. Nothing was sent.'));
  await change(services, desk, order);
};

async function pick(desk: Desk): Promise<string | undefined> {
  const listed = await listedOrders(desk);
  const orders = listed.filter(desk.venue.placing.requestLike);
  if (orders.length === 0)
    throw new Error(t('None of the open orders can be placed anew, so none can be amended.'));
  const choices = orders
    .sort((a, b) => b.createdAt - a.createdAt)
    .map((order) => ({
      ...{ label: orderText(order), description: statusText(order) },
      ...{ detail: order.orderId, value: order.orderId },
    }));
  return askOne(t('Amend Order'), choices);
}

/** Asks what is to be different, and then replaces the order: no venue of ours can change one. */
async function change(services: Services, desk: Desk, order: Order): Promise<void> {
  const { venue, cancels, store } = desk;
  const { place } = services.current;
  const { requestLike } = venue.placing;
  const request = requestLike(order);
  refuseClosed(order);
  if (!request)
    throw new Error(
      t(
        'This order is triggered by another price than the market’s, or is of a type that Order Desk does not place, so no new one could take its place. Cancel it and place another. Nothing was sent.',
      ),
    );
  if (!cancels.mayCancel(order.orderId)) throw new Error(underWayText(order));
  const now = (): Order => store.get(order.orderId) ?? order;
  const draft = draftOf(request);
  const follow = (): void => void (draft.filled = now().filledQuantity);
  follow();
  const listening = store.onDidChange(follow);
  const facts = await readFacts(desk, place);
  const fields = fieldSteps(facts).filter(({ name }) => CHANGEABLE.has(name));
  const words = {
    ...reviewWords(request, now, requestLike, place),
    follow: (again: () => void) => store.onDidChange(again),
  };
  const steps = [...fields, reviewStep(facts, place, words)];
  try {
    const title = t('Amend {0} on {1}', orderText(order), place.venue);
    let at = 'quantity';
    do {
      if (!(await runSteps(steps, draft, title, at))) return;
      at = 'review';
    } while (!(await mayStillSend(services, desk)));
  } finally {
    facts.dispose();
    listening.dispose();
  }
  refuseClosed(now());
  const report = await whileSending(
    services,
    t('Waiting for {0} to replace {1}…', place.venue, orderText(order)),
    (signal) => amend(desk, order, requestOf(draft), { signal }),
  );
  services.log.info(`amend ${order.orderId}: ${report.kind}`);
  tell(services, report, place);
  const again = unplaced(report);
  // Nothing that was typed is lost: what is left to place is one key away.
  if (again) await fillTicket(services, desk, { ...again.draft, refusal: goneText() }, again.step);
}

function reviewWords(
  before: PlaceRequest,
  now: () => Order,
  like: (order: Order) => PlaceRequest | undefined,
  { venue }: Place,
): ReviewWords {
  return {
    replaces: true,
    placeholder: t('Nothing was sent yet. Enter replaces the order, Escape keeps it as it is'),
    label: (request) => t('Cancel, then place {0}', requestText(request)),
    notes: () => {
      if (isTerminal(now())) return [];
      return [
        t('Now: {0}, {1} filled, {2}', orderText(now()), now().filledQuantity, statusText(now())),
        ...(now().stopPrice !== undefined && before.stopPrice === undefined
          ? [t('Its stop has been triggered: the new one is a limit order')]
          : []),
      ];
    },
    warnings: () =>
      isTerminal(now())
        ? []
        : [
            t('{0} cannot change an order: it is canceled first, then placed anew', venue),
            t('In between there is no order, and its place in the queue is lost'),
            t('What fills before it is canceled is taken off the new one'),
          ],
    wrong: (draft) => {
      const order = now();
      if (isTerminal(order)) return t('The order is closed by now: {0}', order.venueStatus);
      if (like(order)?.type !== before.type)
        return t('Its stop was triggered meanwhile: press Escape, and amend it as it is now');
      return isSame(requestOf(draft), before)
        ? t('Nothing is different: go Back to change it, or press Escape to keep it')
        : undefined;
    },
  };
}

function isSame(wanted: PlaceRequest, before: PlaceRequest): boolean {
  return (['quantity', 'price', 'stopPrice'] as const).every((field) =>
    new Big(wanted[field] ?? 0).eq(before[field] ?? 0),
  );
}

/** What is true of both orders now, in words. */
function tell({ notifier }: Services, report: AmendReport, place: Place): void {
  switch (report.kind) {
    case 'replaced':
      return reportPlace(notifier, report.placed, place, (text) =>
        isUnplaced(report) ? `${goneText()} ${text}` : t('The old order is canceled. {0}', text),
      );
    case 'overtaken':
      return reportCancel(notifier, report.cancel, place, (text) =>
        overtakenText(report.cancel, text),
      );
    case 'nothingLeft':
      return reportCancel(notifier, report.cancel, place, (text) =>
        t('{0} That much is all it was to become, so no new one was placed.', text),
      );
    case 'asItWas':
    case 'unknown':
    case 'closed':
      return reportCancel(notifier, report.cancel, place, (text) =>
        t('{0} No new order was placed.', text),
      );
  }
}

/** What would have to be placed by another ticket, and where that opens; `undefined` where nothing would. */
function unplaced(report: AmendReport): { draft: Draft; step: string } | undefined {
  if (report.kind === 'overtaken' && !report.cancel.accepted)
    return { draft: draftOf(report.request), step: 'review' };
  if (report.kind !== 'replaced' || !isUnplaced(report)) return undefined;
  return { draft: draftOf(report.request), step: stepFor(report.placed) };
}

function isUnplaced({ placed }: Extract<AmendReport, { kind: 'replaced' }>): boolean {
  const { kind } = placed.outcome;
  return kind === 'rejected' || kind === 'notSent';
}

function goneText(): string {
  return t('The old order is canceled, and there is none in its place.');
}
