import type { ApiList, ApiOrder, ApiPosition } from '../api.ts';
import type { Desk } from '../desk/desk.ts';
import { isOpenPosition } from '../positions/position.ts';
import type { Order } from '../venues/venue.ts';

/** The open orders as they are known, asked for first where nothing keeps them up to date. Rejects with a VenueError. */
export async function readOrders({ feed, store }: Desk): Promise<ApiList<ApiOrder>> {
  await feed.refresh();
  const { error, asOf } = feed.state;
  if (error) throw error;
  return { asOf: asOf ?? Date.now(), items: store.working.map(orderOf) };
}

/** The open positions, read now. Rejects with a VenueError. */
export async function readPositionsNow({ positions }: Desk): Promise<ApiList<ApiPosition>> {
  const { feed, store } = positions;
  const error = await feed.read();
  if (error) throw error;
  const items = store.open.filter(isOpenPosition).map((position): ApiPosition => {
    const { symbol, side, quantity, entryPrice, leverage, marginType, raw } = position;
    const { mark, unrealized } = positions.shown(symbol) ?? {};
    return {
      ...{ symbol, side, quantity, raw },
      ...given({ entryPrice, leverage, marginType }),
      ...given({ markPrice: mark, unrealizedProfit: unrealized?.toFixed() }),
    };
  });
  return { asOf: feed.state.asOf ?? Date.now(), items };
}

function orderOf(order: Order): ApiOrder {
  const { orderId, symbol, side, type, status, price, stopPrice, quantity, raw } = order;
  const { filledQuantity, averagePrice, createdAt } = order;
  return {
    ...{ orderId, symbol, side, type, status, quantity, filledQuantity, createdAt, raw },
    ...given({ price, stopPrice, averagePrice }),
  };
}

/** Without the members that are missing. */
function given<T extends object>(all: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const some = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(some) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
