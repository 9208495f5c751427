import * as vscode from 'vscode';
import Big from 'big.js';
import type { Desk } from '../desk/desk.ts';
import { marginProblem } from '../platform/amountProblems.ts';
import { liquidationText, positionText } from '../platform/positionWords.ts';
import { isOpenPosition, type OpenPosition } from '../positions/position.ts';
import type { Position } from '../venues/positions.ts';
import { agree } from './ask.ts';
import { askAndChange } from './changeSetting.ts';
import { warning } from './inputStep.ts';
import { contractOf } from './pickPosition.ts';
import type { Handler, Services } from './services.ts';
import { whereLines } from './where.ts';

const t = vscode.l10n.t;

/** "Add Isolated Margin…" */
export const addMargin: Handler = (services, row) => changeMargin(services, row, '');

/** "Remove Isolated Margin…" */
export const removeMargin: Handler = (services, row) => changeMargin(services, row, '-');

async function changeMargin(services: Services, row: unknown, sign: '' | '-'): Promise<void> {
  const desk = await services.current.open();
  const title = sign === '' ? t('Add Isolated Margin') : t('Remove Isolated Margin');
  const position = await contractOf(desk, title, row);
  if (!position) return;
  const { symbol } = position;
  if (position.marginType !== 'isolated' || !isOpenPosition(position))
    throw new Error(t('{0} has no isolated position. Nothing was sent.', symbol));
  await askAndChange(services, desk, {
    title: t('{0}: {1} on {2}', title, symbol, services.current.place.venue),
    prompt: roomText(desk, position, sign),
    value: '',
    check: (text) => marginProblem(text) ?? tooMuch(text, roomOf(desk, position, sign)),
    confirm: (text) => confirmMargin(services, desk, position, sign, text),
    wanted: (text) => ({ kind: 'isolatedMargin', symbol, amount: `${sign}${text}` }),
  });
}

/** What an isolated position can lose, and where it is liquidated, is said before its margin is another. */
function confirmMargin(
  { current: { place } }: Services,
  { profile, positions }: Desk,
  position: OpenPosition,
  sign: '' | '-',
  amount: string,
): Promise<boolean> {
  const { symbol, isolatedMargin } = position;
  const then =
    isolatedMargin === undefined
      ? undefined
      : new Big(isolatedMargin).plus(`${sign}${amount}`).toFixed();
  const liquidation = (margin?: string): string => {
    const shown = positions.shown(symbol, margin);
    return shown ? liquidationText(shown.liquidation) : '–';
  };
  const mark = positions.shown(symbol)?.mark;
  const lines = [
    ...whereLines(profile, place),
    t('Position: {0}', positionText(position)),
    t('Isolated margin: {0} now, about {1} then', isolatedMargin ?? '–', then ?? '–'),
    t('Liquidation price: {0} now, about {1} then', liquidation(), then ? liquidation(then) : '–'),
    t('Mark price: {0}', mark ?? '–'),
  ];
  const [question, yes] =
    sign === ''
      ? [t('Add {0} to the margin of {1}?', amount, symbol), t('Add Margin')]
      : [t('Take {0} out of the margin of {1}?', amount, symbol), t('Remove Margin')];
  return agree(question, lines, yes, t('Leave as It Is'));
}

/** How much can be added, or taken out; `undefined` where it is not known. */
function roomOf({ positions }: Desk, { symbol }: Position, sign: '' | '-'): string | undefined {
  const { freeMargin } = positions.store;
  return sign === '' ? freeMargin?.crossed : freeMargin?.isolated.get(symbol);
}

/** The venue alone knows exactly what can be moved, so that more than is known to be is a warning. */
function tooMuch(
  typed: string,
  most: string | undefined,
): vscode.InputBoxValidationMessage | undefined {
  if (most === undefined || new Big(typed).lte(most)) return undefined;
  return warning(t('No more than {0} is free as of now.', most));
}

function roomText(desk: Desk, position: Position, sign: '' | '-'): string {
  const has = position.isolatedMargin ?? '–';
  const room = roomOf(desk, position, sign) ?? '–';
  return sign === ''
    ? t('It has {0}; {1} is free in the account', has, room)
    : t('It has {0}, of which {1} is free', has, room);
}
