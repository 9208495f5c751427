import * as vscode from 'vscode';
import type { StepOutcome } from '../orders/document/applyPlan.ts';
import type { DocumentFacts, DocumentPlan } from '../orders/document/facts.ts';
import { planDocument } from '../orders/document/planDocument.ts';
import { inDocumentOrder, valuesOf, writeDocument } from '../orders/document/writeDocument.ts';
import type { Order } from '../venues/venue.ts';
import { sessionUri, type OrderSession } from './orderSessions.ts';

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
  const { store, marks, venue } = desk;
  const facts: DocumentFacts = {
    ...{ symbol, base, working: workingOf(session) },
    orderOf: (orderId) => store.get(orderId),
    termsOf: (name) => terms.get(name),
    markOf: (name) => marks.get(name)?.price,
    canAmend: (order) => venue.placing.requestLike(order) !== undefined,
  };
  return planDocument(text, facts);
}

/** The orders as they are now, written as the document is. */
export function nowText(session: OrderSession): string {
  return writeDocument(inDocumentOrder(workingOf(session)).map(valuesOf), session.header);
}

/** The outcomes, with what is known by now of those that were not settled. */
export function latestOutcomes({ outcomes, desk }: OrderSession): readonly StepOutcome[] {
  return outcomes.map((each): StepOutcome => {
    if (each.step === 'cancel') {
      const { report } = each;
      const open = report.outcome.kind === 'unknown';
      return open ? { ...each, report: desk.cancels.reportOf(report.orderId) ?? report } : each;
    }
    if (each.step === 'place') {
      const { report } = each;
      if (typeof report === 'string' || report.outcome.kind !== 'unknown') return each;
      return { ...each, report: desk.places.reportOf(report.orderId ?? '') ?? report };
    }
    const { report } = each;
    if (typeof report === 'string') return each;
    if (report.kind === 'unknown') {
      const cancel = desk.cancels.reportOf(report.cancel.orderId) ?? report.cancel;
      return { ...each, report: { ...report, cancel } };
    }
    if (report.kind !== 'replaced') return each;
    const { placed } = report;
    if (placed.outcome.kind !== 'unknown') return each;
    const latest = desk.places.reportOf(placed.orderId ?? '') ?? placed;
    return { ...each, report: { ...report, placed: latest } };
  });
}

/** Opens the orders as they are now beside the document, in the diff editor. */
export async function showChanges(session: OrderSession): Promise<void> {
  const title = vscode.l10n.t('{0}: now ↔ as edited (not applied)', session.name);
  const [now, edited] = [sessionUri(session, 'now'), sessionUri(session, 'orders')];
  await vscode.commands.executeCommand('vscode.diff', now, edited, title, { preview: false });
}
