import * as vscode from 'vscode';
import { View } from '../contributions.ts';
import type { Handler } from './services.ts';

/** "Refresh Open Orders": asks now. A failure is shown here too, as the person is waiting for it. */
export const refresh: Handler = async ({ current }) => {
  await vscode.window.withProgress({ location: { viewId: View.orders } }, async () => {
    const { feed } = await current.open();
    await feed.refresh();
    if (feed.state.error) throw feed.state.error;
  });
};

/** "Show Problem": why the orders cannot be listed, from the view that says so in general terms. */
export const showProblem: Handler = ({ current }) => {
  const problem = current.error ?? current.desk?.feed.state.error;
  throw problem ?? new Error(vscode.l10n.t('There is no problem now. The list is up to date.'));
};
