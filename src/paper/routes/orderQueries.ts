import { isMissing, readContract } from '../dialect/fields.ts';
import { wireOrder } from '../dialect/wireOrder.ts';
import { ApiError } from '../errors.ts';
import { findOpenOrders, type OrderAt } from './openOrders.ts';
import { readCount, readTime } from './queries.ts';
import {
  ok,
  okList,
  signed,
  type Answer,
  type PrivateRequest,
  type PrivateRoute,
} from './route.ts';

function openOrders({ account, query, past }: PrivateRequest): Answer {
  const found = findOpenOrders(account, query.get('symbol'), past);
  return okList(found.length, (i) => {
    const { order, state } = found[i] as OrderAt;
    return wireOrder(order, state);
  });
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
    return answer(found.map((each) => wireOrder(each)));
  }
  const found = account.find(orderId);
  if (found === undefined) throw new ApiError(300006, `No such order: ${orderId.slice(0, 64)}`);
  return answer(wireOrder(found));
}

function orderHistory({ account, query }: PrivateRequest): Answer {
  const symbol = query.get('symbol');
  const contract = isMissing(symbol) ? undefined : readContract(symbol, 100008);
  // Clients in the wild say how many, and since when, in the words of other histories.
  const most = readCount(query, 'n', readCount(query, 'pageSize', 100, 1000), 1000);
  const from = readTime(query, 'startTime', 0);
  const to = readTime(query, 'endTime', Infinity);
  const executedOnly = query.get('executedOnly')?.toLowerCase() ?? 'false';
  if (executedOnly !== 'true' && executedOnly !== 'false') {
    throw new ApiError(100006, 'executedOnly must be true or false');
  }
  const chosen = account
    .history()
    .filter((each) => contract === undefined || each.terms.contract === contract)
    .filter((each) => executedOnly === 'false' || each.filledLots > 0)
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
    .slice(0, most);
  return ok(chosen.map((each) => wireOrder(each)));
}

export const orderQueryRoutes: readonly PrivateRoute[] = [
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
