import type { PlacePlan, PlaceRequest } from '../../src/venues/placing.ts';

/** A limit order far below any market. */
export const LIMIT: PlaceRequest = {
  ...{ symbol: 'BTC-PERP', side: 'buy', type: 'limit', quantity: '0.1', price: '9500' },
};
/** When they were planned, Unix ms. */
export const TIME = 1_700_000_000_000;
/** Two planned orders. */
export const two: readonly [PlacePlan, PlacePlan] = [
  { request: LIMIT, requestId: 'request001', time: TIME, orderId: 'order1' },
  {
    request: { ...LIMIT, symbol: 'ETH-PERP', side: 'sell', type: 'market', price: undefined },
    ...{ requestId: 'request002', time: TIME, orderId: 'order2' },
  },
];
/** What an acknowledgement says of each. */
export const said = two.map(({ orderId, requestId: id, request: { symbol } }) => ({
  id,
  orderId,
  symbol,
}));
export const meta = { action: 'batch-place-order', respInst: 'ACK' };
/** The acknowledgement of both. */
export const body = JSON.stringify({ code: 0, data: { meta, orders: said } });
