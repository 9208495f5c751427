import * as vscode from 'vscode';

/**
 * The id of the order whose row a menu handed over. Throws for anything else, `undefined` included:
 * which order is meant is never guessed.
 */
export function orderIdOf(row: unknown): string {
  if (typeof row === 'object' && row && 'orderId' in row && typeof row.orderId === 'string')
    return row.orderId;
  throw new Error(
    vscode.l10n.t('No order was chosen. Use this from an order’s row in the Open Orders view.'),
  );
}
