import * as vscode from 'vscode';
import { checkPrice, checkQuantity, pricesNear } from '../../orders/orderChecks.ts';
import { affordable, orderCosts } from '../../orders/orderCosts.ts';
import { sideName, typeName } from '../../platform/orderWords.ts';
import type { PlaceType } from '../../venues/placing.ts';
import { isPriced, isStop, requestOf, type Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { priceProblem, quantityProblem } from '../../platform/amountProblems.ts';
import { inputStep, pickStep, type Choice, type Step } from './steps.ts';

const t = vscode.l10n.t;

/** Prices offered, as distances from the mark price in per cent. */
const NEAR = ['0.1', '0.5', '1', '2', '5'];
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
        if (symbol !== draft.symbol) Object.assign(draft, { symbol, price: '', stopPrice: '' });
        return 'next';
      },
      follow: (again) => facts.onDidChange(again),
    });
}

const sideStep: Step<Draft>['show'] = (draft, frame) =>
  pickStep(frame, {
    placeholder: () => t('Buy or sell {0}?', draft.symbol ?? ''),
    items: () => [
      { label: `$(arrow-up) ${sideName({ side: 'buy' })}`, value: 'buy' as const },
      { label: `$(arrow-down) ${sideName({ side: 'sell' })}`, value: 'sell' as const },
    ],
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

function quantityStep(facts: TicketFacts): Step<Draft>['show'] {
  return (draft, frame) =>
    inputStep(frame, {
      prompt: () => quantityPrompt(draft, facts),
      value: draft.quantity,
      check: (text) => checkedQuantity({ ...draft, quantity: text }, facts),
      leave: (text) => (draft.quantity = text),
      follow: (again) => facts.onDidChange(again),
    });
}

function quantityPrompt({ symbol }: Draft, facts: TicketFacts): string {
  const known = facts.of(symbol);
  if (!known) return '';
  const { terms, mark, margin } = known;
  const range = t(
    'Quantity of {0}: {1} to {2} in steps of {3}',
    ...[terms.symbol, terms.minQuantity, terms.maxQuantity, terms.lotSize],
  );
  const asset = terms.settlementAsset;
  return [
    range,
    mark && t('mark price {0}', mark),
    margin && t('{0} {1} of margin free', margin.free, asset),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is wrong with the quantity; a lack of margin is a warning, as the venue alone knows it exactly. */
export function checkedQuantity(
  draft: Draft,
  facts: TicketFacts,
): string | vscode.InputBoxValidationMessage | undefined {
  const known = facts.of(draft.symbol);
  if (!known) return undefined;
  const { terms, mark } = known;
  const own = isPriced(draft) ? draft.price.trim() : isStop(draft) ? draft.stopPrice.trim() : '';
  const price = own !== '' && !checkPrice(own, terms) ? own : mark;
  const wrong = checkQuantity(draft.quantity, terms, price, draft.reduceOnly);
  if (wrong) return quantityProblem(wrong, terms.symbol);
  const order = { ...requestOf(draft), price: price === mark ? undefined : price };
  const { margin, freeMargin, freeAfter } = orderCosts(order, known);
  if (margin === undefined || freeMargin === undefined || !freeAfter?.startsWith('-')) return;
  const most = affordable(draft.quantity, margin, freeMargin, terms.lotSize);
  const message = t(
    'It needs about {0} {1} of margin, and {2} are free: {3} or less would do.',
    ...[margin, terms.settlementAsset, freeMargin, most],
  );
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

function priceStep(facts: TicketFacts, which: 'price' | 'stopPrice'): Step<Draft>['show'] {
  const name = which === 'price' ? t('Limit price') : t('Stop price');
  return (draft, frame) => {
    const symbol = draft.symbol ?? '';
    return pickStep<string | undefined>(frame, {
      placeholder: () => {
        const mark = facts.markOf(symbol);
        return mark === undefined
          ? t('{0} of {1}: type one', name, symbol)
          : t('{0} of {1}: type one, or pick one near the mark price of {2}', name, symbol, mark);
      },
      items: (typed) => priceChoices(typed.trim(), facts, draft),
      typed: draft[which],
      filters: false,
      accept: (price) => {
        if (price === undefined) return undefined;
        draft[which] = price;
        return 'next';
      },
      leave: (typed) => {
        if (typed.trim() !== '') draft[which] = typed.trim();
      },
      follow: (again) => facts.onDidChange(again),
    });
  };
}

/** The mark price, then those on the side where the order rests, then those where it takes. */
function nearest({ side }: Draft): readonly string[] {
  const below = NEAR.map((percent) => `-${percent}`);
  return ['0', ...(side === 'buy' ? [...below, ...NEAR] : [...NEAR, ...below])];
}

/** What was typed with what is wrong with it, or the prices near the mark. `undefined` cannot be taken. */
function priceChoices(
  typed: string,
  facts: TicketFacts,
  draft: Draft,
): readonly Choice<string | undefined>[] {
  const known = facts.of(draft.symbol);
  if (!known) return [];
  const { terms, mark } = known;
  const near = mark === undefined ? [] : pricesNear(mark, nearest(draft), terms);
  const offers = near.map(({ percent, price }): Choice<string | undefined> => {
    const signed = percent.startsWith('-') ? percent : `+${percent}`;
    const description = percent === '0' ? t('mark price') : t('{0}% from mark', signed);
    return { label: price, description, value: price, alwaysShow: true };
  });
  if (typed === '') return offers;
  const problem = checkPrice(typed, terms);
  if (problem) {
    const detail = priceProblem(problem, terms.symbol);
    const rounded = problem.kind === 'offStep' ? [problem.below, problem.above] : [];
    const instead = rounded.filter((price) => price !== undefined);
    return [
      { label: `$(error) ${typed}`, detail, value: undefined, alwaysShow: true },
      ...instead.map((price) => ({ label: price, value: price, alwaysShow: true })),
    ];
  }
  const order = { ...draft, side: draft.side ?? 'buy', type: 'limit', price: typed } as const;
  const { distance } = orderCosts({ ...order, quantity: '1', stopPrice: undefined }, known);
  const from = distance === undefined ? '' : t('{0}% from mark', distance);
  return [{ label: typed, description: from, value: typed, alwaysShow: true }, ...offers];
}
