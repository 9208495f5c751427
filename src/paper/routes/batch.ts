import { echo } from '../dialect/fields.ts';
import { ApiError } from '../errors.ts';
import { admitCancel, admitPlace, BatchSoFar, type Submitted } from './orderGate.ts';
import { aboutOrders } from './orderContext.ts';
import { background } from './respond.ts';
import { ok, signed, type Answer, type JsonObject } from './route.ts';
import type { PrivateRequest, PrivateRoute } from './route.ts';

const MAX_ORDERS = 10;

type Admit = typeof admitPlace | typeof admitCancel;

function readOrders(body: JsonObject): JsonObject[] {
  const { orders } = body as { orders?: unknown };
  if (!Array.isArray(orders) || orders.length < 1 || orders.length > MAX_ORDERS) {
    const message = `orders must be a list of 1 to ${MAX_ORDERS} orders`;
    throw new ApiError(300013, message, { info: [] });
  }
  return orders.map((order: unknown) => {
    if (typeof order === 'object' && order !== null && !Array.isArray(order)) {
      return order as JsonObject;
    }
    throw new ApiError(300013, 'Each of orders must be a JSON object', { info: [] });
  });
}

function admitOne(
  admit: Admit,
  order: JsonObject,
  request: PrivateRequest,
  batch: BatchSoFar,
): Submitted | ApiError {
  try {
    const submitted = admit(order, request, batch);
    if (submitted.respInst === 'ACK') return submitted;
    return new ApiError(100004, 'In a batch respInst must be ACK');
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** What is said of each order of a failed batch: its own fault, or that it was in bad company. */
function failure(order: JsonObject, outcome: Submitted | ApiError): object {
  const error =
    outcome instanceof ApiError
      ? outcome
      : new ApiError(300013, 'Some invalid order in this batch.');
  const { code, message, reason } = error;
  return { code, ...echo(order), message, reason };
}

/** All or nothing: the first bad order keeps every other from the engine. Always acknowledged. */
function runBatch(place: boolean, request: PrivateRequest): Answer {
  const { body, services, receivedAt } = request;
  const batch = new BatchSoFar();
  const results = readOrders(body).map((order) => ({
    order,
    outcome: admitOne(place ? admitPlace : admitCancel, order, request, batch),
  }));
  const admitted = results.flatMap(({ outcome }) => (outcome instanceof ApiError ? [] : [outcome]));
  if (admitted.length < results.length) {
    const info = results.map(({ order, outcome }) => failure(order, outcome));
    const message = 'Batch Order failed, please check each order info for detail.';
    throw new ApiError(300013, message, { info });
  }
  for (const each of admitted) background(each.submit(), services);
  const orders = admitted.map(({ id, order }) => ({
    id,
    orderId: order.orderId,
    orderType: place ? order.terms.type : '',
    symbol: order.terms.contract.symbol,
    timestamp: receivedAt,
  }));
  const action = place ? 'batch-place-order' : 'batch-cancel-order';
  return ok({ meta: { action, respInst: 'ACK' }, orders });
}

const PATH = '/:group/api/pro/v2/futures/order/batch';
const PREHASH = 'v2/futures/order/batch';

const placeBatch = aboutOrders('batch-place-order', (request) => runBatch(true, request));
const cancelBatch = aboutOrders('batch-cancel-order', (request) => runBatch(false, request));

export const batchRoutes: readonly PrivateRoute[] = [
  signed(`POST ${PATH}`, 'trade', PREHASH, placeBatch),
  signed(`DELETE ${PATH}`, 'trade', PREHASH, cancelBatch),
];
