import * as vscode from 'vscode';
import { sideName, typeName } from '../../platform/orderWords.ts';
import type { PlaceType } from '../../venues/placing.ts';
import { isPriced, isStop, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { priceStep } from './price.ts';
import { quantityStep } from './quantity.ts';
import { pickStep } from '../pickStep.ts';
import type { Step } from '../steps.ts';

const t = vscode.l10n.t;

const TYPES: readonly PlaceType[] = ['limit', 'market', 'stopLimit', 'stopMarket'];

/** The steps that ask for what every order has, and for its prices. */
export function fieldSteps(facts: TicketFacts): readonly Step<Draft>[] {
  const always = (): boolean => true;
  return [
    { name: 'symbol', applies: always, show: symbolStep(facts) },
    { name: 'side', applies: always, show: sideStep },
    { name: 'type', applies: always, show: typeStep },
    { name: 'quantity', applies: always, show: quantityStep(facts) },
    { name: 'stopPrice', applies: isStop, show: priceStep(facts, 'stopPrice') },
    { name: 'price', applies: isPriced, show: priceStep(facts, 'price') },
  ];
}

function symbolStep(facts: TicketFacts): Step<Draft>['show'] {
  return (draft, frame) =>
    pickStep<string>(frame, {
      placeholder: () => t('Which contract? Nothing is sent before the last step'),
      items: () =>
        facts.contracts.map(({ symbol, settlementAsset }) => {
          const mark = facts.markOf(symbol);
          const description = mark && t('mark price {0} {1}', mark, settlementAsset);
          return { label: symbol, description: description ?? '', value: symbol };
        }),
      isActive: (symbol) => symbol === draft.symbol,
      accept: (symbol) => {
        // A price of another contract is none of this one's.
        const none = { price: '', stopPrice: '', stopLoss: '', takeProfit: '' };
        if (symbol !== draft.symbol) Object.assign(draft, { symbol, ...none });
        return 'next';
      },
      follow: (again) => facts.onDidChange(again),
    });
}

const sideStep: Step<Draft>['show'] = (draft, frame) =>
  pickStep(frame, {
    placeholder: () => t('Buy or sell {0}?', draft.symbol ?? ''),
    items: () =>
      (['buy', 'sell'] as const).map((side) => ({
        ...{ label: sideName({ side }), value: side },
        iconPath: new vscode.ThemeIcon(side === 'buy' ? 'arrow-up' : 'arrow-down'),
      })),
    isActive: (side) => side === draft.side,
    accept: (side) => {
      draft.side = side;
      return 'next';
    },
  });

const typeStep: Step<Draft>['show'] = (draft, frame) =>
  pickStep(frame, {
    placeholder: () => t('Which type of order?'),
    items: () => TYPES.map((type) => ({ ...typeChoice(type), value: type })),
    isActive: (type) => type === draft.type,
    accept: (type) => {
      draft.type = type;
      return 'next';
    },
  });

function typeChoice(type: PlaceType): vscode.QuickPickItem {
  const label = typeName({ type });
  switch (type) {
    case 'limit':
      return { label, detail: t('At a price of yours or better') };
    case 'market':
      return { label, detail: t('At once, at whatever price there is') };
    case 'stopLimit':
      return { label, detail: t('A limit order once the stop price is reached') };
    case 'stopMarket':
      return { label, detail: t('A market order once the stop price is reached') };
  }
}
