import * as vscode from 'vscode';
import { systemClock } from '../common/clock.ts';
import type { Desk } from '../desk/desk.ts';
import { positionText } from '../platform/positionWords.ts';
import { isOpenPosition, type OpenPosition } from '../positions/position.ts';
import type { Position } from '../venues/positions.ts';
import { askOne } from './ask.ts';
import { symbolOf } from './row.ts';

const t = vscode.l10n.t;

/** How long a question waits for a fresh read, ms: whoever wants to close is not to be held up for long. */
const PATIENCE_MS = 2_000;

/** Reads the positions again, and waits a little for that. @returns whether what is known then is fresh */
export async function readPositions({ positions: { feed } }: Desk): Promise<boolean> {
  const enough = new AbortController();
  const read = feed.read().then((error) => error === undefined);
  const late = systemClock.delay(PATIENCE_MS, enough.signal).then(() => false);
  const fresh = await Promise.race([read, late]);
  enough.abort();
  return fresh;
}

/** The open position of a row that a menu handed over, else one that is picked; `undefined` on Escape. */
export async function openPositionOf(
  desk: Desk,
  title: string,
  row: unknown,
): Promise<OpenPosition | undefined> {
  const { store, feed } = desk.positions;
  await readPositions(desk);
  const symbol = symbolOf(row);
  if (symbol !== undefined) {
    const position = store.get(symbol);
    if (isOpenPosition(position)) return position;
    throw (
      feed.state.error ??
      new Error(t('There is no position in {0} any more. Nothing was sent.', symbol))
    );
  }
  const choices = store.open.map((value) => ({ label: positionText(value), value }));
  if (choices.length === 0)
    throw feed.state.error ?? new Error(t('There is no open position. Nothing was sent.'));
  return askOne(title, choices);
}

/** The settings of a row's contract, else of any contract that is picked; `undefined` on Escape. */
export async function contractOf(
  desk: Desk,
  title: string,
  row: unknown,
): Promise<Position | undefined> {
  const { store, feed } = desk.positions;
  await readPositions(desk);
  const symbol = symbolOf(row);
  if (symbol !== undefined) return store.get(symbol);
  const choices = store.all.map((value) => ({
    label: isOpenPosition(value) ? positionText(value) : value.symbol,
    description: value.leverage === undefined ? '' : `${value.leverage}×`,
    value,
  }));
  if (choices.length === 0) throw feed.state.error ?? new Error(t('No contract is known yet.'));
  return askOne(title, choices);
}
