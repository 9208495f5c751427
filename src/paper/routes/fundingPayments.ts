import { plain } from '../decimal.ts';
import { isMissing, readContract } from '../dialect/fields.ts';
import type { FundingPayment } from '../engine/funding.ts';
import { readCount } from './queries.ts';
import { ok, signed, type Answer, type PrivateRequest, type PrivateRoute } from './route.ts';

const MAX_PAGE_SIZE = 100;

function wirePayment({ contract, time, rate, amount }: FundingPayment): object {
  return {
    timestamp: time,
    symbol: contract.symbol,
    paymentInUSDT: plain(amount),
    fundingRate: plain(rate),
  };
}

/** A page of what was paid, the latest first. Pages are counted from 1. */
function fundingPayments({ account, query }: PrivateRequest): Answer {
  const symbol = query.get('symbol');
  const contract = isMissing(symbol) ? undefined : readContract(symbol, 100008);
  const page = readCount(query, 'page', 1, 100_000_000);
  const pageSize = readCount(query, 'pageSize', 20, MAX_PAGE_SIZE);
  const all = account
    .payments()
    .filter((each) => contract === undefined || each.contract === contract);
  const end = page * pageSize;
  const data = all.slice(end - pageSize, end).map(wirePayment);
  return ok({ data, page, pageSize, hasNext: all.length > end });
}

export const fundingRoutes: readonly PrivateRoute[] = [
  signed(
    'GET /:group/api/pro/v2/futures/funding-payments',
    'view',
    'v2/futures/funding-payments',
    fundingPayments,
  ),
];
