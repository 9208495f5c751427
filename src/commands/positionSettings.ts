import * as vscode from 'vscode';
import type { Desk } from '../desk/desk.ts';
import { liquidationText, marginTypeName, positionText } from '../platform/positionWords.ts';
import { isOpenPosition } from '../positions/position.ts';
import type { MarginType, Position } from '../venues/positions.ts';
import { agree, askOne } from './ask.ts';
import { askAndChange, changeSetting } from './changeSetting.ts';
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
  const question = t('Set the leverage of {0} to {1}×, with a position open?', symbol, leverage);
  return agree(question, detail, t('Set Leverage'), t('Leave as It Is'));
}
