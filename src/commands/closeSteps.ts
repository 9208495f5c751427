import * as vscode from 'vscode';
import Big from 'big.js';
import type { Desk } from '../desk/desk.ts';
import { distanceFrom, signedText } from '../orders/marks.ts';
import { beyondMark, checkPrice, checkQuantity } from '../orders/orderChecks.ts';
import { beyondMarkText, priceProblem, quantityProblem } from '../platform/amountProblems.ts';
import { positionText } from '../platform/positionWords.ts';
import { isOpenPosition, type OpenPosition } from '../positions/position.ts';
import { isDecimal, isZero } from '../venues/decimals.ts';
import type { ContractTerms } from '../venues/placing.ts';
import { inputStep, warning } from './inputStep.ts';
import { runSteps, type Step } from './steps.ts';

const t = vscode.l10n.t;

/** What is typed for a close by limit. */
interface Close {
  price: string;
  quantity: string;
}

/** Asks at which price and how much of a position is to be closed; `undefined` on Escape. */
export async function askClose(desk: Desk, position: OpenPosition): Promise<Close | undefined> {
  const { symbol, quantity } = position;
  const close: Close = { price: desk.marks.get(symbol)?.price ?? '', quantity };
  const title = t('Close {0} by Limit', positionText(position));
  const done = await runSteps(steps(desk, position), close, title, 'price');
  return done ? { price: close.price.trim(), quantity: close.quantity.trim() } : undefined;
}

function steps(desk: Desk, position: OpenPosition): readonly Step<Close>[] {
  const { symbol, side } = position;
  const { feed, store } = desk.positions;
  const terms = feed.termsOf(symbol);
  const open = (): string | undefined => {
    const now = store.get(symbol);
    return isOpenPosition(now) && now.side === side ? now.quantity : undefined;
  };
  return [
    {
      ...{ name: 'price', applies: () => true },
      show: (close, frame) =>
        inputStep(frame, {
          prompt: () => {
            const mark = desk.marks.recent(symbol);
            return mark === undefined
              ? t('The price, or a better one')
              : t('The price, or a better one · mark price {0}', mark);
          },
          value: close.price,
          check: (text) => wrongPrice(text, symbol, terms) ?? unusual(desk, position, text),
          leave: (text) => (close.price = text),
          follow: (again) => desk.marks.onDidMove((moved) => moved === symbol && again()),
        }),
    },
    {
      ...{ name: 'quantity', applies: () => true },
      show: (close, frame) =>
        inputStep(frame, {
          prompt: () =>
            t('How much of {0}: the order cannot open or turn a position', open() ?? '0'),
          value: close.quantity,
          check: (text) => wrongQuantity(text, open(), symbol, terms, close.price.trim()),
          leave: (text) => (close.quantity = text),
          follow: (again) => store.onDidChange(again),
        }),
    },
  ];
}

/** A price that is seldom meant. */
function unusual(
  { marks }: Desk,
  position: OpenPosition,
  text: string,
): vscode.InputBoxValidationMessage | undefined {
  const message = crossingText(position, text.trim(), marks.recent(position.symbol));
  return message === undefined ? undefined : warning(message);
}

/** That a close at a price crosses the mark price, and by how much; `undefined` where it rests or nothing is known. */
export function crossingText(
  { side }: OpenPosition,
  price: string,
  mark: string | undefined,
): string | undefined {
  if (mark === undefined || !isDecimal(price)) return undefined;
  const order = { side: side === 'long' ? 'sell' : 'buy', type: 'limit', price } as const;
  const [kind] = beyondMark(order, mark);
  const distance = distanceFrom(mark, order);
  if (kind === undefined || !distance || distance.eq(0)) return undefined;
  return `${beyondMarkText(kind, mark)} ${t('It is {0}% from it.', signedText(distance, 2))}`;
}

function wrongPrice(
  text: string,
  symbol: string,
  terms: ContractTerms | undefined,
): string | undefined {
  if (!terms) return wrongAmount(text);
  const wrong = checkPrice(text, terms);
  return wrong && priceProblem(wrong, symbol);
}

function wrongQuantity(
  text: string,
  open: string | undefined,
  symbol: string,
  terms: ContractTerms | undefined,
  price: string,
): string | undefined {
  if (open === undefined)
    return t('There is no such position in {0} any more. Press Escape to stop.', symbol);
  if (isDecimal(text.trim()) && new Big(text.trim()).gt(open))
    return t('The position is {0}, and no more.', open);
  if (!terms) return wrongAmount(text);
  const wrong = checkQuantity(text, terms, price, true);
  return wrong && quantityProblem(wrong, symbol);
}

/** All that can be said where the contract's terms could not be read. */
function wrongAmount(text: string): string | undefined {
  if (isDecimal(text.trim()) && !isZero(text.trim())) return undefined;
  return t('Type a number above 0, with a point and no sign: 5 or 0.25.');
}
