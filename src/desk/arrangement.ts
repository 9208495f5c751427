import { distanceFrom, type Marks } from '../orders/marks.ts';
import { notionalOf } from '../orders/notional.ts';
import type { Order, Side } from '../venues/venue.ts';

export const GROUPINGS = ['symbol', 'side', 'type', 'none'] as const;
export const SORTINGS = ['age', 'price', 'distance', 'size'] as const;

/** By what the rows of the sidebar are put together. */
export type Grouping = (typeof GROUPINGS)[number];

/**
 * What the rows of a group go by:
 * - `age`: the oldest first.
 * - `price`: the highest first, as in a ladder; the stop price where there is no limit.
 * - `distance`: the nearest to the mark price first.
 * - `size`: the largest remaining quantity times price first.
 */
export type Sorting = (typeof SORTINGS)[number];

/** Which rows the sidebar shows, and in which order. */
export interface Arrangement {
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  /** Whether the rows go the other way round. */
  readonly reversed: boolean;
  /** Words of which an order must have each; empty for all orders. */
  readonly text: string;
  /** The side that is shown; `undefined` for both. */
  readonly side: Side | undefined;
}

export const USUAL: Arrangement = {
  ...{ grouping: 'symbol', sorting: 'age', reversed: false },
  ...{ text: '', side: undefined },
};

export function isFiltered({ text, side }: Arrangement): boolean {
  return text !== '' || side !== undefined;
}

/** The group an order belongs to: its symbol, side or type; the same for all where there are no groups. */
export function groupOf(
  grouping: Grouping,
  order: Pick<Order, 'symbol' | 'side' | 'type'>,
): string {
  return grouping === 'none' ? '' : order[grouping];
}

/**
 * Whether an order passes the filter. Words are found in what identifies it and in its prices, in any case.
 * @param wordsOf tells what a row says of the order besides, such as its status
 */
export function shows(
  { text, side }: Arrangement,
  order: Order,
  wordsOf: (order: Order) => string = () => '',
): boolean {
  if (side !== undefined && order.side !== side) return false;
  if (text === '') return true;
  const { symbol, type, price, stopPrice, venueStatus, orderId } = order;
  const known = [symbol, order.side, type, price, stopPrice, venueStatus, orderId];
  return hasWords(text, [...known, wordsOf(order)]);
}

/** Whether each word of `text` is in one of `words`, in any case; so it is where there is none. */
export function hasWords(text: string, words: readonly (string | undefined)[]): boolean {
  if (text === '') return true;
  const all = words.join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** Compares two orders for their places; those whose place is not known stand last, either way round. */
export function comparator(
  { sorting, reversed }: Pick<Arrangement, 'sorting' | 'reversed'>,
  marks: Pick<Marks, 'get'>,
): (a: Order, b: Order) => number {
  // Places need no more digits than a number has, and thousands of orders are sorted at once.
  const places = new Map<Order, number>();
  const placeOf = (order: Order): number => {
    let place = places.get(order);
    if (place === undefined) {
      place = key(sorting, order, marks);
      if (reversed && place !== Infinity) place = -place;
      places.set(order, place);
    }
    return place;
  };
  return (a, b) =>
    compareNumbers(placeOf(a), placeOf(b)) ||
    a.createdAt - b.createdAt ||
    (a.orderId < b.orderId ? -1 : 1);
}

function key(sorting: Sorting, order: Order, marks: Pick<Marks, 'get'>): number {
  const price = order.price ?? order.stopPrice;
  switch (sorting) {
    case 'age':
      return order.createdAt;
    case 'price':
      return price === undefined ? Infinity : -Number(price);
    case 'distance': {
      const mark = marks.get(order.symbol);
      const distance = mark && distanceFrom(mark.price, order);
      return distance ? Math.abs(distance.toNumber()) : Infinity;
    }
    case 'size':
      return price === undefined ? Infinity : -Number(notionalOf([order]).value);
  }
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
