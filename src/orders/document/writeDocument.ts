import Big from 'big.js';
import type { PlaceRequest } from '../../venues/placing.ts';
import type { Order } from '../../venues/venue.ts';
import { hasFills } from '../order.ts';
import { FIELDS, isFlag, type Values } from './fields.ts';

/** The request that would place an order like another one; `undefined` where none would. */
export type LikeOf = (order: Order) => PlaceRequest | undefined;

/** An order as the document has it, its decimals as they came, with the terms that decide over how it fills. */
export function valuesOf(order: Order, likeOf: LikeOf): Values {
  const { orderId, symbol, side, type, quantity, filledQuantity, price, stopPrice } = order;
  const { postOnly, reduceOnly, positionStopLoss, positionTakeProfit } = likeOf(order) ?? {};
  return {
    ...{ orderId, symbol, side, type, quantity },
    ...(hasFills(order) && { filledQuantity }),
    ...(price !== undefined && { price }),
    ...(stopPrice !== undefined && { stopPrice }),
    ...(postOnly && { postOnly: 'true' }),
    ...(reduceOnly && { reduceOnly: 'true' }),
    ...(positionStopLoss !== undefined && { positionStopLoss }),
    ...(positionTakeProfit !== undefined && { positionTakeProfit }),
  };
}

/** A new order as the document has it. */
export function valuesOfRequest(request: PlaceRequest): Values {
  const named = new Map(Object.entries(request).map(([name, value]) => [name, String(value)]));
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = named.get(field);
      return value === undefined || value === 'undefined' ? [] : [[field, value]];
    }),
  );
}

/**
 * The document's text: a list of orders, one object each, its fields on lines of their own.
 * @param header the comment above it, without slashes; a line break begins another line of it
 */
export function writeDocument(entries: readonly Values[], header: string): string {
  const comment = header === '' ? '' : `${header.replaceAll(/^/gm, '// ')}\n`;
  const objects = entries.map((values) => `  ${objectOf(values)}`);
  return `${comment}[${objects.length === 0 ? '' : `\n${objects.join(',\n')}\n`}]\n`;
}

function objectOf(values: Values): string {
  const lines = FIELDS.flatMap((field) => {
    const value = values[field];
    if (value === undefined) return [];
    return [`    ${JSON.stringify(field)}: ${isFlag(field) ? value : JSON.stringify(value)}`];
  });
  return `{\n${lines.join(',\n')}\n  }`;
}

/** As in a ladder: by symbol, the highest price first, those without any last. */
export function inDocumentOrder(orders: readonly Order[]): readonly Order[] {
  return [...orders].sort((a, b) => {
    if (a.symbol !== b.symbol) return a.symbol < b.symbol ? -1 : 1;
    return compare(priceOf(b), priceOf(a)) || (a.orderId < b.orderId ? -1 : 1);
  });
}

function priceOf({ price, stopPrice }: Order): Big | undefined {
  const own = price ?? stopPrice;
  return own === undefined ? undefined : new Big(own);
}

function compare(a: Big | undefined, b: Big | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return a.cmp(b);
}
