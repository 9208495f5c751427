import type { ApiList, ApiOrder, ApiPosition } from '../../api.ts';
import type { Desk } from '../../desk/desk.ts';
import type { SnapshotFeed } from '../../orders/snapshotFeed.ts';
import { explain } from '../../platform/messages.ts';
import { leftBy } from '../../positions/left.ts';
import type { Order } from '../../venues/venue.ts';
import { cancelById } from '../cancelOrder.ts';
import { placeTerms } from '../placeOrder.ts';
import { acting } from '../sending.ts';
import type { Services } from '../services.ts';

/** What is listed or read now, as a program gets it. Rejects with a VenueError. */
async function readNow<T, U>(
  feed: SnapshotFeed,
  items: () => readonly T[],
  plain: (item: T) => U,
): Promise<ApiList<U>> {
  const read = await leftBy(feed, items);
  if (read.kind === 'unread') throw read.error;
  return { asOf: read.asOf, items: read.left.map(plain) };
}

/** The open orders, listed now. Rejects with a VenueError. */
export function readOrders({ feed, store }: Desk): Promise<ApiList<ApiOrder>> {
  return readNow(feed, () => store.working, orderOf);
}

/** The open positions, read now. Rejects with a VenueError. */
export function readPositions({ positions }: Desk): Promise<ApiList<ApiPosition>> {
  return readNow(
    positions.feed,
    () => positions.store.open,
    (position) => {
      const { symbol, side, quantity, entryPrice, leverage, marginType, raw } = position;
      const { mark, unrealized } = positions.shown(symbol) ?? {};
      return {
        ...{ symbol, side, quantity, raw },
        ...given({ entryPrice, leverage, marginType }),
        ...given({ markPrice: mark, unrealizedProfit: unrealized?.toFixed() }),
      };
    },
  );
}

/** Cancels an order once the profile is armed and the person has agreed, whatever is set. */
export function askToCancel(services: Services, orderId: string): Promise<object | undefined> {
  return armedFirst(services, () => cancelById(services, orderId, true));
}

/** Opens the ticket's last step with these terms once the profile is armed. */
export function askToPlace(services: Services, terms: unknown): Promise<object | undefined> {
  return armedFirst(services, () => placeTerms(services, terms));
}

async function armedFirst(
  services: Services,
  act: () => Promise<object | undefined>,
): Promise<object | undefined> {
  return (await acting(act)(services)) as object | undefined;
}

/** Has errors of what a program asks for say what a person would read. */
export async function inWords<T>(work: () => Promise<T>, { current }: Services): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(explain(error, current.place).text, { cause: error });
  }
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
