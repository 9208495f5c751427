import type {
  WireStreamMessage,
  WireStreamOrderAck,
  WireStreamOrderRefusal,
} from '../../venues/ascendex/wireStream.ts';
import { echo } from '../dialect/fields.ts';
import { wireOrder } from '../dialect/wireOrder.ts';
import { ApiError } from '../errors.ts';
import { admitCancel, admitPlace } from '../routes/orderGate.ts';
import { findOpenOrders } from '../routes/openOrders.ts';
import { cancelEvery } from '../routes/orders.ts';
import { background } from '../routes/respond.ts';
import type { JsonObject, PrivateRequest } from '../routes/route.ts';
import { accountSnapshot } from './accountMessages.ts';

type OrderAction = WireStreamOrderAck['action'];

const ORDER_ACTIONS: readonly string[] = [
  'place-order',
  'cancel-order',
  'cancel-all',
] satisfies OrderAction[];

/** Whether an action asks for a change of orders: answered, counted and permitted as one. */
export function isOrderAction(action: string): action is OrderAction {
  return ORDER_ACTIONS.includes(action);
}

/**
 * Every order request is only acknowledged: what becomes of it the `futures-order` channel tells.
 * @throws ApiError
 */
function act(action: OrderAction, request: PrivateRequest): WireStreamOrderAck['info'] {
  const { body, receivedAt: timestamp, services } = request;
  if (action === 'cancel-all') return { symbol: cancelEvery(request), status: 'Ack', timestamp };
  const admit = action === 'place-order' ? admitPlace : admitCancel;
  const submitted = admit(body, request);
  const { order, id } = submitted;
  background(submitted.submit(), services);
  const orderType = order.terms.type;
  const symbol = order.terms.contract.symbol;
  return { id, orderId: order.orderId, orderType, symbol, status: 'Ack', timestamp };
}

/** An order's refusal: the reason in words of the dialect, and for people. */
export function orderRefusal(
  action: OrderAction,
  error: ApiError,
  request: { id: string; accountId: string; args: JsonObject },
): WireStreamOrderRefusal {
  const { orderId } = request.args as { orderId?: unknown };
  return {
    ...{ m: 'order', id: request.id, action, ac: 'FUTURES', accountId: request.accountId },
    code: error.code,
    info: {
      ...echo(request.args),
      ...(typeof orderId === 'string' ? { orderId: orderId.slice(0, 64) } : {}),
      ...{ reason: error.reason, errorMsg: error.message },
    },
  };
}

/**
 * Answers `{op: 'req'}` of somebody who may ask it.
 * @param id the request's own, repeated in the answer
 * @throws ApiError where it is refused
 */
export function answerRequest(
  action: string,
  id: string,
  request: PrivateRequest,
): WireStreamMessage {
  const { account, services, receivedAt, past } = request;
  const { accountId } = account.identity;
  const base = { id, code: 0, ac: 'FUTURES', accountId } as const;
  if (isOrderAction(action)) {
    return { m: 'order', ...base, action, info: act(action, request) };
  }
  if (action === 'futures-open-orders') {
    const { symbol } = request.body as { symbol?: unknown };
    const data = findOpenOrders(account, symbol, past).map(({ order, state }) =>
      wireOrder(order, state),
    );
    return { m: 'futures-open-orders', ...base, data };
  }
  if (action === 'futures-account-snapshot') {
    const sequence = services.streams.feeds.nextSequence();
    return accountSnapshot(account, services.engine, id, sequence, receivedAt);
  }
  throw new ApiError(100005, `No such action: ${action.slice(0, 64)}`);
}
