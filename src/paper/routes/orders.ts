import { wireOrder } from '../dialect/wireOrder.ts';
import { checkTime } from '../auth/verify.ts';
import { echo, isMissing, readContract } from '../dialect/fields.ts';
import type { EngineOrder } from '../engine/order.ts';
import { ApiError } from '../errors.ts';
import { admitCancel, admitPlace, respond } from './orderGate.ts';
import { ok, signed, type Answer, type JsonObject } from './route.ts';
import type { PrivateRequest, PrivateRoute } from './route.ts';

type Action = 'place-order' | 'cancel-order';

/** Refusals of an order say which account, action and order they are about. */
async function order(action: Action, request: PrivateRequest): Promise<Answer> {
  const { body, account, services } = request;
  try {
    const admit = action === 'place-order' ? admitPlace : admitCancel;
    return ok(await respond(action, admit(body, request), services));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { accountId } = account.identity;
    throw error.inContext({ ac: 'FUTURES', accountId, action, info: echo(body) });
  }
}

/** The first draft of the dialect canceled by POST: with an order id, and without a quantity. */
function isCancel(body: JsonObject): boolean {
  const { orderId, orderQty } = body as { orderId?: unknown; orderQty?: unknown };
  return orderId !== undefined && orderQty === undefined;
}

async function cancelAll(request: PrivateRequest): Promise<Answer> {
  const { body, account, services, receivedAt } = request;
  const { symbol, time } = body as { symbol?: unknown; time?: unknown };
  const { accountId } = account.identity;
  const action = 'cancel-all';
  try {
    if (!isMissing(time)) checkTime(time, receivedAt, 'time');
    const contract = isMissing(symbol) ? undefined : readContract(symbol);
    const chosen = (each: EngineOrder): boolean =>
      contract === undefined || each.terms.contract === contract;
    const done = services.queue.run(() => {
      for (const each of [...account.open.values()].filter(chosen)) services.engine.cancel(each);
    });
    // Acknowledged like an ACK: the engine may come to it later.
    if (services.queue.delay === undefined) await done;
    const info = { symbol: contract?.symbol ?? '' };
    return ok({ ac: 'FUTURES', accountId, action, info });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw error.inContext({ ac: 'FUTURES', accountId, action, info: echo(body) });
  }
}

function openOrders({ account, query }: PrivateRequest): Answer {
  const symbol = query.get('symbol');
  const contract = isMissing(symbol) ? undefined : readContract(symbol, 100008);
  function* list(): Generator<unknown> {
    for (const each of account.open.values()) {
      if (contract === undefined || each.terms.contract === contract) yield wireOrder(each);
    }
  }
  return { head: '{"code":0,"data":[', list: list(), tail: ']}' };
}

/** One id gives an object; a list, even `a,` of one, gives a list of those that are known. */
function orderStatus({ account, query }: PrivateRequest): Answer {
  const orderId = query.get('orderId') ?? '';
  if (orderId === '') throw new ApiError(100004, 'orderId is required');
  const { accountId } = account.identity;
  const answer = (data: unknown): Answer => ({ json: { code: 0, accountId, ac: 'FUTURES', data } });
  if (orderId.includes(',')) {
    const ids = orderId.split(',').filter((id) => id !== '');
    const found = ids.map((id) => account.find(id)).filter((each) => each !== undefined);
    return answer(found.map(wireOrder));
  }
  const found = account.find(orderId);
  if (found === undefined) throw new ApiError(300006, `No such order: ${orderId.slice(0, 64)}`);
  return answer(wireOrder(found));
}

function orderHistory({ account, query }: PrivateRequest): Answer {
  const symbol = query.get('symbol');
  const contract = isMissing(symbol) ? undefined : readContract(symbol, 100008);
  const n = query.get('n') ?? '100';
  if (!/^[1-9]\d{0,3}$/.test(n) || Number(n) > 1000) {
    throw new ApiError(100006, 'n must be 1 to 1000');
  }
  const executedOnly = query.get('executedOnly')?.toLowerCase() ?? 'false';
  if (executedOnly !== 'true' && executedOnly !== 'false') {
    throw new ApiError(100006, 'executedOnly must be true or false');
  }
  const chosen = account
    .history()
    .filter((each) => contract === undefined || each.terms.contract === contract)
    .filter((each) => executedOnly === 'false' || each.filledLots > 0)
    .slice(0, Number(n));
  return { head: '{"code":0,"data":[', list: chosen.map(wireOrder), tail: ']}' };
}

export const orderRoutes: readonly PrivateRoute[] = [
  signed('POST /:group/api/pro/v2/futures/order', 'trade', 'v2/futures/order', (request) =>
    order(isCancel(request.body) ? 'cancel-order' : 'place-order', request),
  ),
  signed('DELETE /:group/api/pro/v2/futures/order', 'trade', 'v2/futures/order', (request) =>
    order('cancel-order', request),
  ),
  signed('DELETE /:group/api/pro/v2/futures/order/all', 'trade', 'v2/futures/order/all', cancelAll),
  signed('GET /:group/api/pro/v2/futures/order/open', 'view', 'v2/futures/order/open', openOrders),
  signed(
    'GET /:group/api/pro/v2/futures/order/status',
    'view',
    'v2/futures/order/status',
    orderStatus,
  ),
  signed(
    'GET /:group/api/pro/v2/futures/order/hist/current',
    'view',
    'v2/futures/order/hist/current',
    orderHistory,
  ),
];
