import type { DocumentFacts } from '../../../../src/orders/document/facts.ts';
import type { ContractTerms, PlaceRequest } from '../../../../src/venues/placing.ts';
import type { Order } from '../../../../src/venues/venue.ts';

export const TERMS: ContractTerms = {
  ...{ symbol: 'BTC-PERP', settlementAsset: 'USDT', tickSize: '0.1', lotSize: '0.001' },
  ...{ minQuantity: '0.001', maxQuantity: '100', trading: true, minPrice: '0.1' },
  ...{ maxPrice: '1000000', minNotional: '5', maxNotional: '1000000', brackets: [] },
};

/** What would place an order like another one that has no terms but these. */
export const PLAIN = ({ symbol, side, quantity, stopPrice }: Order): PlaceRequest => ({
  ...{ symbol, side, type: 'limit', quantity },
  ...(stopPrice === undefined ? {} : { stopPrice }),
});

/** Facts of a document: by default nothing has happened since it was opened. */
export function makeFacts(
  base: readonly Order[],
  { now = base, ...changes }: Partial<DocumentFacts> & { readonly now?: readonly Order[] } = {},
): DocumentFacts {
  const known = new Map(now.map((order) => [order.orderId, order]));
  const open = new Set(['open', 'pending', 'partiallyFilled']);
  return {
    symbol: undefined,
    base,
    working: now.filter(({ status }) => open.has(status)),
    orderOf: (orderId) => known.get(orderId),
    termsOf: (symbol) => (symbol === TERMS.symbol ? TERMS : undefined),
    markOf: () => '10000',
    likeOf: PLAIN,
    reducible: () => undefined,
    ...changes,
  };
}
