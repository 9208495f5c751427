import { checkTime } from '../auth/verify.ts';
import { isMissing, readContract } from '../dialect/fields.ts';
import { aboutOrders } from './orderContext.ts';
import { admitCancel, admitPlace } from './orderGate.ts';
import { background, respond } from './respond.ts';
import { ok, signed, type Answer, type PrivateRequest, type PrivateRoute } from './route.ts';

const placeOrder = aboutOrders('place-order', async (request) =>
  ok(await respond('place-order', admitPlace(request.body, request), request.services)),
);

const cancelOrder = aboutOrders('cancel-order', async (request) =>
  ok(await respond('cancel-order', admitCancel(request.body, request), request.services)),
);

/** The first draft of the dialect canceled by POST: with an order id, and without a quantity. */
function placeOrCancel(request: PrivateRequest): Promise<Answer> {
  const { orderId, orderQty } = request.body as { orderId?: unknown; orderQty?: unknown };
  const cancels = orderId !== undefined && orderQty === undefined;
  return cancels ? cancelOrder(request) : placeOrder(request);
}

/**
 * Has every open order canceled, or those of one contract. `time` is checked where it is given.
 * @returns the contract's symbol; empty for all. The engine may not have acted yet.
 * @throws ApiError 100011, 300012
 */
export function cancelEvery({ body, account, services, receivedAt }: PrivateRequest): string {
  const { symbol, time } = body as { symbol?: unknown; time?: unknown };
  if (!isMissing(time)) checkTime(time, receivedAt, 'time');
  const contract = isMissing(symbol) ? undefined : readContract(symbol);
  const done = services.queue.run(() => {
    for (const order of [...account.open.values()]) {
      if (contract === undefined || order.terms.contract === contract) {
        services.engine.cancel(order);
      }
    }
  });
  background(done, services);
  return contract?.symbol ?? '';
}

const cancelAll = aboutOrders('cancel-all', (request) => {
  const { accountId } = request.account.identity;
  const info = { symbol: cancelEvery(request) };
  return ok({ ac: 'FUTURES', accountId, action: 'cancel-all', info });
});

export const orderRoutes: readonly PrivateRoute[] = [
  signed('POST /:group/api/pro/v2/futures/order', 'trade', 'v2/futures/order', placeOrCancel),
  signed('DELETE /:group/api/pro/v2/futures/order', 'trade', 'v2/futures/order', cancelOrder),
  signed('DELETE /:group/api/pro/v2/futures/order/all', 'trade', 'v2/futures/order/all', cancelAll),
];
