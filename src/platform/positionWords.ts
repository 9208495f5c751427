import * as vscode from 'vscode';
import type Big from 'big.js';
import type { Liquidation } from '../positions/liquidation.ts';
import type { OpenPosition } from '../positions/position.ts';
import type { MarginType, Position } from '../venues/positions.ts';

const t = vscode.l10n.t;

/** The side in words, which every reader of a screen says. */
export function positionSide({ side }: Position): string {
  return side === 'long' ? t('LONG') : side === 'short' ? t('SHORT') : t('none');
}

/** `BTC-PERP LONG 0.5`. */
export function positionText(position: OpenPosition): string {
  return `${position.symbol} ${positionSide(position)} ${position.quantity}`;
}

/** `+12.50`, with its sign unless it is rounded to nothing. */
export function profitText(profit: Big): string {
  const text = profit.abs().toFixed(2);
  if (text === '0.00') return text;
  return `${profit.lt(0) ? '-' : '+'}${text}`;
}

export function marginTypeName(type: MarginType | undefined): string {
  switch (type) {
    case 'crossed':
      return t('crossed');
    case 'isolated':
      return t('isolated');
    case undefined:
      return '–';
  }
}

/** The price, `none` where there is no such price, or a dash where it is not known. */
export function liquidationText(liquidation: Liquidation): string {
  switch (liquidation.kind) {
    case 'at':
      return liquidation.price;
    case 'reached':
      return t('reached');
    case 'never':
      return t('none');
    case 'unknown':
      return '–';
  }
}

/** Why there is no price, or what the price leaves out. */
export function liquidationNote(liquidation: Liquidation): string {
  switch (liquidation.kind) {
    case 'at':
      return t('if all else stays: other prices, the collateral, no fees or funding');
    case 'reached':
      return t('the margin does not cover the maintenance margin at the present mark price');
    case 'never':
      return t('not at any price, if all else stays');
    case 'unknown':
      return whyUnknown(liquidation.why);
  }
}

function whyUnknown(why: Extract<Liquidation, { kind: 'unknown' }>['why']): string {
  switch (why) {
    case 'mark':
      return t('not known: there is no recent mark price');
    case 'entry':
      return t('not known: the exchange does not tell the entry price');
    case 'brackets':
      return t('not known: the margin brackets could not be read');
    case 'margin':
      return t('not known: the exchange does not tell the margin');
    case 'collateral':
      return t('not known: there is collateral whose worth moves with the market');
    case 'isolated':
      return t(
        'not known: whether the balance includes the margin of isolated positions is not documented',
      );
  }
}
