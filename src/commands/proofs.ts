import * as vscode from 'vscode';
import { orderInReport, type CancelReport } from '../orders/cancelOutcome.ts';
import { openDocument, parseDocumentUri, proofUri } from '../platform/documentUri.ts';
import { orderText } from '../platform/orderWords.ts';
import { outcomeText } from '../platform/outcomeWords.ts';
import { askOne } from './ask.ts';
import { orderIdOf } from './row.ts';
import type { Handler, Services } from './services.ts';

const t = vscode.l10n.t;

/** "Show Cancel Proof" of a row or an order's id: all that was seen of its latest cancel, as one JSON document. */
export const showProof: Handler = async ({ current }, which) => {
  const orderId = typeof which === 'string' ? which : orderIdOf(which);
  const { cancels } = await current.open();
  if (!cancels.reportOf(orderId)) throw nothingToShow();
  await openDocument(proofUri(orderId));
};

/** "Show Cancel Proof…": the same of a cancel that is picked, among those of a report where one is handed over. */
export const pickProof: Handler = async (services, document) => {
  const { cancels } = await services.current.open();
  const reports = reportsIn(services, document) ?? cancels.reports;
  const choices = reports.filter(({ orderId }) => cancels.reportOf(orderId)).map(choice);
  if (choices.length === 0) throw nothingToShow();
  const orderId = await askOne(t('Show Cancel Proof'), choices);
  if (orderId !== undefined) await openDocument(proofUri(orderId));
};

function reportsIn({ bulks }: Services, document: unknown): readonly CancelReport[] | undefined {
  const ref = document instanceof vscode.Uri ? parseDocumentUri(document) : undefined;
  return ref?.form === 'report' ? bulks.get(ref.bulkId)?.reports() : undefined;
}

function choice(report: CancelReport): vscode.QuickPickItem & { readonly value: string } {
  const { orderId, symbol, outcome } = report;
  const order = orderInReport(report);
  const label = order ? orderText(order) : symbol;
  return { label, description: outcomeText(outcome), detail: orderId, value: orderId };
}

function nothingToShow(): Error {
  return new Error(
    t(
      'There is no proof to show. Proofs are kept of the cancels since the profile was opened in this window, until another is chosen or the window is closed.',
    ),
  );
}
