import * as vscode from 'vscode';
import { checkPrice, pricesNear } from '../../orders/orderChecks.ts';
import { orderCosts } from '../../orders/orderCosts.ts';
import { priceProblem } from '../../platform/amountProblems.ts';
import type { Draft } from './draft.ts';
import type { TicketFacts } from './facts.ts';
import { pickStep, type Choice } from '../pickStep.ts';
import type { Step } from '../steps.ts';

const t = vscode.l10n.t;

/** Prices offered, as distances from the mark price in per cent. */
const NEAR = ['0.1', '0.5', '1', '2', '5'];

/** The step that asks for a limit or stop price: typed, or one of those near the mark price. */
export function priceStep(facts: TicketFacts, which: 'price' | 'stopPrice'): Step<Draft>['show'] {
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
      items: (typed) => priceChoices(typed.trim(), facts, draft, which),
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
      follow: (again) => {
        const changes = facts.onDidChange(again);
        const quotes = which === 'price' ? facts.followQuote(symbol) : undefined;
        return vscode.Disposable.from(changes, ...(quotes ? [quotes] : []));
      },
    });
  };
}

/** The best bid and ask, where they are known; the one first beside which the order rests. */
function ofTheBook(facts: TicketFacts, { symbol = '', side }: Draft): readonly Choice<string>[] {
  const { bid, ask } = facts.quoteOf(symbol) ?? {};
  const choice = (price: string | undefined, description: string) =>
    price === undefined
      ? []
      : [{ label: price, description, value: price, key: description, alwaysShow: true }];
  const [own, other] = [choice(bid, t('best bid')), choice(ask, t('best ask'))];
  return side === 'sell' ? [...other, ...own] : [...own, ...other];
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
  which: 'price' | 'stopPrice',
): readonly Choice<string | undefined>[] {
  const known = facts.of(draft.symbol);
  if (!known) return [];
  const { terms, mark } = known;
  const near = mark === undefined ? [] : pricesNear(mark, nearest(draft), terms);
  const book = which === 'price' ? ofTheBook(facts, draft) : [];
  const offers = near.map(({ percent, price }): Choice<string | undefined> => {
    const signed = percent.startsWith('-') ? percent : `+${percent}`;
    const description = percent === '0' ? t('mark price') : t('{0}% from mark', signed);
    return { label: price, description, value: price, key: `near ${percent}`, alwaysShow: true };
  });
  if (typed === '') return [...book, ...offers];
  const problem = checkPrice(typed, terms);
  if (problem) {
    const detail = priceProblem(problem, terms.symbol);
    const rounded = problem.kind === 'offStep' ? [problem.below, problem.above] : [];
    const instead = rounded.filter((price) => price !== undefined);
    return [
      {
        ...{ label: typed, detail, value: undefined, alwaysShow: true },
        iconPath: new vscode.ThemeIcon('error'),
      },
      ...instead.map((price) => ({ label: price, value: price, alwaysShow: true })),
    ];
  }
  const order = { ...draft, side: draft.side ?? 'buy', type: 'limit', price: typed } as const;
  const { distance } = orderCosts({ ...order, quantity: '1', stopPrice: undefined }, known);
  const from = distance === undefined ? '' : t('{0}% from mark', distance);
  return [{ label: typed, description: from, value: typed, alwaysShow: true }, ...book, ...offers];
}
