import * as vscode from 'vscode';
import Big from 'big.js';
import type { Desk } from '../desk/desk.ts';
import { marginProblem } from '../platform/amountProblems.ts';
import { liquidationText, marginTypeName, positionText } from '../platform/positionWords.ts';
import { isOpenPosition } from '../positions/position.ts';
import type { MarginType, Position, SettingChange } from '../venues/positions.ts';
import { askOne, askText } from './ask.ts';
import { changeSetting } from './changeSetting.ts';
import { warning } from './inputStep.ts';
import { contractOf } from './pickPosition.ts';
import type { Handler, Services } from './services.ts';
import { whereLines } from './where.ts';

const t = vscode.l10n.t;

/** "Set Leverage…" */
export const setLeverage: Handler = async (services, row) => {
  const desk = await services.current.open();
  const position = await contractOf(desk, t('Set Leverage'), row);
  if (!position) return;
  const { symbol, leverage = '' } = position;
  const { least, most } = desk.venue.positions.leverages;
  await askAndChange(services, desk, {
    title: t('Leverage of {0} on {1}', symbol, services.current.place.venue),
    prompt: t('A whole number from {0} to {1}; now {2}', least, most, leverage || '–'),
    value: leverage,
    check: (text) =>
      /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most
        ? undefined
        : t('Type a whole number from {0} to {1}.', least, most),
    confirm: (text) => confirmLeverage(services, desk, position, text),
    wanted: (text) => ({ kind: 'leverage', symbol, leverage: Number(text) }),
  });
};

/** "Set Margin Type…" */
export const setMarginType: Handler = async (services, row) => {
  const desk = await services.current.open();
  const position = await contractOf(desk, t('Set Margin Type'), row);
  if (!position) return;
  const { symbol } = position;
  const marginType = await askOne<MarginType>(
    t('Margin Type of {0} on {1}', symbol, services.current.place.venue),
    (['crossed', 'isolated'] as const).map((value) => ({
      value,
      label: marginTypeName(value),
      description: value === position.marginType ? t('now') : '',
      detail:
        value === 'crossed'
          ? t('All that the account holds secures the position.')
          : t('The position has a margin of its own, and can lose no more.'),
    })),
  );
  if (marginType !== undefined)
    await changeSetting(services, desk, { kind: 'marginType', symbol, marginType });
};

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
  if (position.marginType !== 'isolated' || position.side === 'none')
    throw new Error(t('{0} has no isolated position. Nothing was sent.', symbol));
  await askAndChange(services, desk, {
    title: t('{0}: {1} on {2}', title, symbol, services.current.place.venue),
    prompt: roomText(desk, position, sign),
    value: '',
    check: (text) => marginProblem(text) ?? tooMuch(text, roomOf(desk, position, sign)),
    wanted: (text) => ({ kind: 'isolatedMargin', symbol, amount: `${sign}${text}` }),
  });
}

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with what was typed; spaces around it are gone by then. */
  readonly check: (text: string) => string | vscode.InputBoxValidationMessage | undefined;
  /** Asks once more, where much depends on it. */
  readonly confirm?: (text: string) => Promise<boolean>;
  readonly wanted: (text: string) => SettingChange;
}

/** Asks, and again with what was typed and the reason where nothing came of it. */
async function askAndChange(
  services: Services,
  desk: Desk,
  { title, prompt, value, check, confirm, wanted }: Question,
): Promise<void> {
  let typed: string | undefined = value;
  let reason: string | undefined;
  for (;;) {
    const words = [reason, prompt].filter(Boolean).join(' · ');
    typed = await askText(title, words, typed, (text) => check(text.trim()));
    if (typed === undefined) return;
    if (confirm && !(await confirm(typed.trim()))) return;
    reason = await changeSetting(services, desk, wanted(typed.trim()));
    if (reason === undefined) return;
  }
}

/** Another leverage changes what an open position takes of the margin: that is said beforehand. */
async function confirmLeverage(
  { current: { place } }: Services,
  { profile, positions }: Desk,
  position: Position,
  leverage: string,
): Promise<boolean> {
  const { symbol, leverage: before, isolatedMargin } = position;
  if (!isOpenPosition(position) || Number(before) === Number(leverage)) return true;
  const shown = positions.shown(symbol);
  const liquidation = shown ? liquidationText(shown.liquidation) : '–';
  const margin = (by: string): string =>
    shown?.value ? `${shown.value.div(by).round(2).toFixed()} ${shown.asset}` : t('not known');
  const detail = [
    ...whereLines(profile, place),
    t('Position: {0}', positionText(position)),
    t('Leverage now: {0}×', before ?? '–'),
    ...(before === undefined
      ? []
      : [t('Initial margin: about {0} now, about {1} then', margin(before), margin(leverage))]),
    ...(position.marginType === 'isolated'
      ? [
          t(
            'Isolated margin now: {0}. The venue sets it anew by the leverage.',
            isolatedMargin ?? '–',
          ),
          t(
            'Liquidation price now: {0}. With less margin it comes nearer to the mark price.',
            liquidation,
          ),
        ]
      : []),
  ];
  const yes = { title: t('Set Leverage') };
  const no = { title: t('Leave as It Is'), isCloseAffordance: true };
  const question = t('Set the leverage of {0} to {1}×, with a position open?', symbol, leverage);
  const options = { modal: true, detail: detail.join('\n') };
  return (await vscode.window.showWarningMessage(question, options, yes, no)) === yes;
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
