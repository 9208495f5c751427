import * as vscode from 'vscode';
import * as v from 'valibot';
import { isDecimal } from '../venues/decimals.ts';
import type { PlaceRequest, PlaceType } from '../venues/placing.ts';
import { draftOf, type Draft } from './ticket/draft.ts';

const t = vscode.l10n.t;

/** A decimal as text, or a number that is written as one. */
const Decimal = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.check(isDecimal, t('a decimal number such as "0.5", without a sign or an exponent')),
);

/** What an order is asked for by, where a program asks: every member is known, and none is guessed. */
const Terms = v.strictObject({
  symbol: v.string(),
  side: v.picklist(['buy', 'sell']),
  type: v.picklist(['limit', 'market', 'stopLimit', 'stopMarket']),
  quantity: Decimal,
  price: v.optional(Decimal),
  stopPrice: v.optional(Decimal),
  timeInForce: v.optional(v.picklist(['GTC', 'IOC', 'FOK'])),
  postOnly: v.optional(v.boolean()),
  reduceOnly: v.optional(v.boolean()),
  positionStopLoss: v.optional(Decimal),
  positionTakeProfit: v.optional(Decimal),
  clientId: v.optional(v.string()),
});

/** Which types of orders have which price. */
const PRICES: Readonly<Record<'price' | 'stopPrice', readonly PlaceType[]>> = {
  price: ['limit', 'stopLimit'],
  stopPrice: ['stopLimit', 'stopMarket'],
};

/** The terms of an order as they were handed over. Throws, and says what is wrong with them. */
export function termsIn(given: unknown): PlaceRequest {
  const read = v.safeParse(Terms, given);
  if (read.success) {
    const { type } = read.output;
    for (const [name, types] of Object.entries(PRICES)) {
      const has = read.output[name as keyof typeof PRICES] !== undefined;
      if (!has && types.includes(type))
        throw new Error(t('An order of type {0} needs {1}. Nothing was sent.', type, name));
      if (has && !types.includes(type))
        throw new Error(t('An order of type {0} has no {1}. Nothing was sent.', type, name));
    }
    return read.output;
  }
  const wrong = read.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  throw new Error(t('These are no terms of an order: {0}. Nothing was sent.', wrong.join('; ')));
}

/** Whether an argument is terms, rather than a row. */
export function isTerms(given: unknown): given is object {
  return typeof given === 'object' && given !== null && 'side' in given && 'quantity' in given;
}

/** Terms as the ticket has them. Their client id is new, unlike that of an order that was asked for before. */
export function draftIn(request: PlaceRequest): Draft {
  return { ...draftOf(request), clientId: request.clientId ?? '' };
}
