import * as vscode from 'vscode';
import { orderText } from '../platform/orderWords.ts';
import { orderIdOf } from './row.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/**
 * "Remove From List…": the row of an order that the venue was asked for and does not know. Nothing is sent, and
 * nothing is claimed of the order.
 */
export const forgetOrder: Handler = async ({ current }, row) => {
  const desk = await current.open();
  const { venue } = current.place;
  const orderId = orderIdOf(row);
  const order = desk.store.get(orderId);
  const refuse = (): never => {
    throw new Error(t('{0} may know order {1}, so it stays on the list.', venue, orderId));
  };
  if (!order) throw new Error(t('This order is not on the list any more. Nothing was sent.'));
  if (!desk.feed.missing.get(orderId)) return refuse();
  const remove = t('Remove From List');
  const detail = t(
    '{0} was asked for this order and does not know it any more. What became of it is not known: look into your account there. Nothing is sent, and it comes back to the list if {0} tells of it again.',
    venue,
  );
  const question = t('Take {0} ({1}) off the list?', orderText(order), orderId);
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (choice === remove && !desk.feed.forget(orderId)) refuse();
};
