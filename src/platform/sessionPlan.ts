import * as vscode from 'vscode';
import { latestCancel, latestPlace } from '../orders/latest.ts';
import type { StepOutcome } from '../orders/document/applyPlan.ts';
import type { DocumentFacts, DocumentPlan } from '../orders/document/facts.ts';
import { planDocument } from '../orders/document/planDocument.ts';
import { inDocumentOrder, valuesOf, writeDocument } from '../orders/document/writeDocument.ts';
import { reducible } from '../orders/orderCosts.ts';
import type { Order } from '../venues/venue.ts';
import { sessionUri, type OrderSession } from './orderSessions.ts';

/** Positions that were read before say nothing of now, ms. */
const STALE_MS = 20_000;

/** The session's orders that are open now. */
export function workingOf({
  desk,
  symbol,
}: Pick<OrderSession, 'desk' | 'symbol'>): readonly Order[] {
  return desk.store.working.filter((order) => symbol === undefined || order.symbol === symbol);
}

/** What a document would do, held against what its desk knows now. */
export function planOf(session: OrderSession, text: string): DocumentPlan {
  const { desk, symbol, base, terms } = session;
  const { store, marks, venue, positions } = desk;
  const facts: DocumentFacts = {
    ...{ symbol, base, working: workingOf(session) },
    orderOf: (orderId) => store.get(orderId),
    termsOf: (name) => terms.get(name),
    markOf: (name) => marks.get(name)?.price,
    likeOf: venue.placing.requestLike,
    reducible: (order) =>
      positions.feed.isStale(STALE_MS)
        ? undefined
        : reducible(order, positions.store.get(order.symbol)),
  };
  return planDocument(text, facts);
}

/** The orders as they are now, written as the document is. */
export function nowText(session: OrderSession): string {
  const { requestLike } = session.desk.venue.placing;
  const entries = inDocumentOrder(workingOf(session)).map((order) => valuesOf(order, requestLike));
  return writeDocument(entries, session.header);
}

/** The outcomes, with what is known by now of those that were not settled. */
export function latestOutcomes({ outcomes, desk }: OrderSession): readonly StepOutcome[] {
  return outcomes.map((each): StepOutcome => {
    if (each.step === 'cancel') return { ...each, report: latestCancel(each.report, desk.cancels) };
    if (typeof each.report === 'string') return each;
    if (each.step === 'place') return { ...each, report: latestPlace(each.report, desk.places) };
    const { report } = each;
    if (report.kind === 'unknown')
      return { ...each, report: { ...report, cancel: latestCancel(report.cancel, desk.cancels) } };
    if (report.kind !== 'replaced') return each;
    return { ...each, report: { ...report, placed: latestPlace(report.placed, desk.places) } };
  });
}

/** Opens the orders as they are now beside the document, in the diff editor. */
export async function showChanges(session: OrderSession): Promise<void> {
  const title = vscode.l10n.t('{0}: now ↔ as edited', session.name);
  const [now, edited] = [sessionUri(session, 'now'), sessionUri(session, 'orders')];
  await vscode.commands.executeCommand('vscode.diff', now, edited, title, { preview: false });
}
