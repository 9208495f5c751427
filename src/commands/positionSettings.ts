import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { marginProblem } from '../platform/amountProblems.ts';
import { marginTypeName } from '../platform/positionWords.ts';
import type { MarginType, Position, SettingChange } from '../venues/positions.ts';
import { askOne, askText } from './ask.ts';
import { changeSetting } from './changeSetting.ts';
import { contractOf } from './pickPosition.ts';
import type { Handler, Services } from './services.ts';

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
    check: marginProblem,
    wanted: (text) => ({ kind: 'isolatedMargin', symbol, amount: `${sign}${text}` }),
  });
}

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with what was typed; spaces around it are gone by then. */
  readonly check: (text: string) => string | undefined;
  readonly wanted: (text: string) => SettingChange;
}

/** Asks, and again with what was typed and the reason where nothing came of it. */
async function askAndChange(
  services: Services,
  desk: Desk,
  { title, prompt, value, check, wanted }: Question,
): Promise<void> {
  let typed: string | undefined = value;
  let reason: string | undefined;
  for (;;) {
    const words = [reason, prompt].filter(Boolean).join(' · ');
    typed = await askText(title, words, typed, (text) => check(text.trim()));
    if (typed === undefined) return;
    reason = await changeSetting(services, desk, wanted(typed.trim()));
    if (reason === undefined) return;
  }
}

function roomText({ positions }: Desk, position: Position, sign: '' | '-'): string {
  const { freeMargin } = positions.store;
  const has = position.isolatedMargin ?? '–';
  return sign === ''
    ? t('It has {0}; {1} is free in the account', has, freeMargin?.crossed ?? '–')
    : t('It has {0}, of which {1} is free', has, freeMargin?.isolated.get(position.symbol) ?? '–');
}
