import * as vscode from 'vscode';
import { View } from '../contributions.ts';
import { openDocument, positionUri } from '../platform/documentUri.ts';
import { symbolOf } from './row.ts';
import type { Handler } from './services.ts';

const t = vscode.l10n.t;

/** "Refresh Positions": asks now. A failure is shown here too, as the person is waiting for it. */
export const refreshPositions: Handler = async ({ current }) => {
  await vscode.window.withProgress({ location: { viewId: View.positions } }, async () => {
    const error = await (await current.open()).positions.feed.read();
    if (error) throw error;
  });
};

/** "Show Problem" of the positions: why they cannot be read. */
export const showPositionsProblem: Handler = ({ current }) => {
  const problem = current.error ?? current.desk?.positions.feed.state.error;
  throw problem ?? new Error(t('There is no problem now. The positions are up to date.'));
};

/** "Show Raw JSON" of a position's row: as the venue last sent it. */
export const showPosition: Handler = async ({ current }, row) => {
  const symbol = symbolOf(row);
  const known = symbol === undefined ? undefined : current.desk?.positions.store.get(symbol);
  if (symbol === undefined || !known)
    throw new Error(t('No position was chosen. Use this from its row in the Positions view.'));
  await openDocument(positionUri(symbol, Date.now()));
};
