import * as vscode from 'vscode';
import { orderIdOf } from './row.ts';
import type { Handler } from './services.ts';

/** "Copy Order Id", from a row's menu. */
export const copyOrderId: Handler = async (_services, row) => {
  await vscode.env.clipboard.writeText(orderIdOf(row));
};
