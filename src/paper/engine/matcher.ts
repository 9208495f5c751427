import { Decimal } from '../decimal.ts';
import { accepts, opposite, type Book } from './book.ts';
import type { Account } from './account.ts';
import { isMarket, type EngineOrder, type OrderTerms } from './order.ts';

/** What the matcher has decided, for the engine to carry out. */
export interface MatchActions {
  fill(resting: EngineOrder, incoming: EngineOrder, lots: number): void;
  /** Takes an order out of the market for a reason of its own. */
  drop(order: EngineOrder, errorCode: string): void;
}

/** Lots a reduce-only order may still fill; any other order is bounded by its quantity alone. */
export function capacity(order: EngineOrder): number {
  const { account, terms } = order;
  if (!terms.reduceOnly || account === undefined) return order.remainingLots;
  return Math.min(order.remainingLots, account.position(terms.contract).reducible(terms.side));
}

/** The worst price an order may take, ticks: its own, or so far from the mark price. */
export function limitOf(terms: OrderTerms, markTicks: number): number {
  if (!isMarket(terms)) return terms.ticks;
  const one = new Decimal('1');
  const { marketMarkup } = terms.contract;
  const factor = terms.side === 'Buy' ? one.plus(marketMarkup) : one.minus(marketMarkup);
  return factor.times(String(markTicks)).round(0, Decimal.roundHalfUp).toNumber();
}

function sameAccount(a: EngineOrder, b: EngineOrder): boolean {
  return a.account !== undefined && a.account === b.account;
}

/**
 * Matches an incoming order against the other side: best price first, at one price the earliest
 * first, always at the resting order's price. Stops short of the account's own orders: the incoming
 * order is dropped there, so nobody ever trades with themselves and the book is never left crossed.
 * @param limit the worst price in ticks the order may take
 */
export function match(book: Book, order: EngineOrder, limit: number, act: MatchActions): void {
  const { side } = order.terms;
  const ladder = book.sides[opposite(side)];
  while (order.open && order.remainingLots > 0) {
    const resting = ladder.best();
    if (resting === undefined || !accepts(side, limit, resting.terms.ticks)) return;
    if (sameAccount(resting, order)) return act.drop(order, 'SelfTrade');
    const restingLots = capacity(resting);
    const incomingLots = capacity(order);
    if (incomingLots === 0) return act.drop(order, 'ReduceOnlyNoPosition');
    if (restingLots === 0) act.drop(resting, 'ReduceOnlyNoPosition');
    else act.fill(resting, order, Math.min(restingLots, incomingLots));
  }
}

/** Why an order may not start to work, as its error code; empty where it may. */
export function refusal(book: Book, order: EngineOrder, limit: number): string {
  const { postOnly, reduceOnly } = order.terms;
  if (reduceOnly && capacity(order) === 0) return 'ReduceOnlyNoPosition';
  return postOnly && wouldTake(book, order, limit) ? 'PostOnlyWouldTake' : '';
}

/** Whether an order would trade at once if it came in now. */
function wouldTake(book: Book, order: EngineOrder, limit: number): boolean {
  const best = book.sides[opposite(order.terms.side)].bestTicks;
  return best !== undefined && accepts(order.terms.side, limit, best);
}

/** Whether {@link match} would fill all of the order; for fill-or-kill, which must know beforehand. */
export function fillsEntirely(book: Book, order: EngineOrder, limit: number): boolean {
  const { side } = order.terms;
  let wanted = order.remainingLots;
  if (capacity(order) < wanted) return false;
  // A resting reduce-only order gives less when its account's earlier orders fill before it.
  const reducible = new Map<Account, number>();
  for (const resting of book.sides[opposite(side)].walk()) {
    if (!accepts(side, limit, resting.terms.ticks) || sameAccount(resting, order)) return false;
    let lots = resting.remainingLots;
    const { account, terms } = resting;
    if (account !== undefined) {
      const left = reducible.get(account) ?? account.position(terms.contract).reducible(terms.side);
      if (terms.reduceOnly) lots = Math.min(lots, left);
      reducible.set(account, Math.max(0, left - Math.min(lots, wanted)));
    }
    wanted -= lots;
    if (wanted <= 0) return true;
  }
  return false;
}
