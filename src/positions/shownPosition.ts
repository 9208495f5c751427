import Big from 'big.js';
import { initialRate } from '../orders/marginRate.ts';
import type { Marks } from '../orders/marks.ts';
import { liquidationOf, type Liquidation } from './liquidation.ts';
import { isOpenPosition, profitAt, valueAt, type OpenPosition } from './position.ts';
import type { PositionFeed } from './positionFeed.ts';
import type { PositionStore } from './positionStore.ts';

/** A position with what follows from the mark price. */
export interface ShownPosition {
  readonly position: OpenPosition;
  /** A decimal string; `undefined` where there is none that is young enough. */
  readonly mark: string | undefined;
  /** At the mark price, or as the venue last told it where there is no mark. */
  readonly unrealized: Big | undefined;
  /** In per cent of what it was opened for. */
  readonly percent: Big | undefined;
  readonly value: Big | undefined;
  /** The margin of an isolated position; of a crossed one, what its opening at the mark price would take. */
  readonly margin: Big | undefined;
  readonly liquidation: Liquidation;
  /** What profits are in; empty where that is not known. */
  readonly asset: string;
}

export interface ShownParts {
  readonly store: PositionStore;
  readonly feed: PositionFeed;
  readonly marks: Marks;
}

/**
 * What is to be shown of a position; `undefined` where there is none.
 * @param isolatedMargin a decimal string: as it would be with this margin instead of its own
 */
export function shownPosition(
  symbol: string,
  parts: ShownParts,
  isolatedMargin?: string,
): ShownPosition | undefined {
  const { store, feed, marks } = parts;
  const held = store.get(symbol);
  if (!isOpenPosition(held)) return undefined;
  const position = isolatedMargin === undefined ? held : { ...held, isolatedMargin };
  const markOf = (of: string): string | undefined => marks.recent(of);
  const bracketsOf = (of: string) => feed.termsOf(of)?.brackets;
  const mark = markOf(symbol);
  const told = position.unrealizedProfit;
  const unrealized =
    (mark === undefined ? undefined : profitAt(position, mark)) ??
    (told === undefined ? undefined : new Big(told));
  const value = mark === undefined ? undefined : valueAt(position, mark);
  const cost = position.entryPrice && valueAt(position, position.entryPrice);
  return {
    ...{ position, mark, unrealized, value },
    percent: unrealized && cost && cost.gt(0) ? unrealized.times(100).div(cost) : undefined,
    margin: marginOf(position, value, parts),
    liquidation: liquidationOf(position, {
      ...{ positions: store.open, balances: store.balances, markOf, bracketsOf },
    }),
    asset: feed.termsOf(symbol)?.settlementAsset ?? '',
  };
}

function marginOf(
  { symbol, marginType, isolatedMargin, leverage }: OpenPosition,
  value: Big | undefined,
  { feed }: ShownParts,
): Big | undefined {
  if (marginType === 'isolated') return isolatedMargin ? new Big(isolatedMargin) : undefined;
  if (!value || !leverage || Number(leverage) <= 0) return undefined;
  return value.times(initialRate(feed.termsOf(symbol)?.brackets ?? [], value, leverage));
}
