import * as vscode from 'vscode';

/**
 * The id of the order whose row a menu handed over. Throws for anything else, `undefined` included:
 * which order is meant is never guessed.
 */
export function orderIdOf(row: unknown): string {
  const orderId = fieldOf(row, 'orderId');
  if (orderId !== undefined) return orderId;
  throw new Error(
    row === undefined
      ? vscode.l10n.t(
          'No order was chosen: none was named, or its row was being redrawn at that moment. Nothing was sent. Press again on the order’s row in the Open Orders view.',
        )
      : vscode.l10n.t('No order was chosen. Use this from an order’s row in the Open Orders view.'),
  );
}

/** The symbol whose own row a menu handed over; `undefined` for anything else, an order's row included. */
export function symbolOf(row: unknown): string | undefined {
  return fieldOf(row, 'orderId') === undefined ? fieldOf(row, 'symbol') : undefined;
}

/** The group whose own row a menu handed over: a symbol, a side or a type; else `undefined`. */
export function groupIn(row: unknown): string | undefined {
  return symbolOf(row) ?? fieldOf(row, 'group');
}

/** A text that a row has in a field; `undefined` where it has none there. */
export function fieldOf(row: unknown, field: string): string | undefined {
  if (typeof row !== 'object' || !row) return undefined;
  const value = (row as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' ? value : undefined;
}

/** An argument that is a text itself, as key bindings and tasks have it; else what `read` makes of it. */
export function textOr<T>(which: unknown, read: (which: unknown) => T): T | string {
  return typeof which === 'string' ? which : read(which);
}
