import { readContract } from '../dialect/fields.ts';
import { ApiError } from '../errors.ts';
import { ok, open, signed, type Answer, type PrivateRequest, type Route } from './route.ts';

/** There is no cash account to move money from, and nothing is written down day by day. */
function notOffered(): never {
  throw new ApiError(100010, 'The paper exchange does not offer this');
}

/** No funding is ever charged here, so the history is truly empty. */
function fundingPayments({ query }: PrivateRequest): Answer {
  const number = (name: string, fallback: number, max: number): number => {
    const text = query.get(name) ?? String(fallback);
    if (/^[1-9]\d{0,8}$/.test(text) && Number(text) <= max) return Number(text);
    throw new ApiError(100006, `${name} must be 1 to ${max}`);
  };
  const symbol = query.get('symbol') ?? '';
  if (symbol !== '') readContract(symbol, 100008);
  const page = number('page', 1, 100_000_000);
  return ok({ data: [], page, pageSize: number('pageSize', 20, 100), hasNext: false });
}

/** Spot markets and assets, which general clients ask for before anything else: there are none. */
const USDT = {
  ...{ assetCode: 'USDT', assetName: 'Tether', precisionScale: 9, nativeScale: 4 },
  blockChain: [],
};

export const otherRoutes: readonly Route[] = [
  open('/api/pro/v2/assets', () => ok([USDT])),
  open('/api/pro/v1/products', () => ok([])),
  open('/api/pro/v1/cash/products', () => ok([])),
  signed(
    'GET /:group/api/pro/v2/futures/funding-payments',
    'view',
    'v2/futures/funding-payments',
    fundingPayments,
  ),
  ...(['transfer/deposit', 'transfer/withdraw'] as const).map((what) =>
    signed(`POST /:group/api/pro/v2/futures/${what}`, 'transfer', `v2/futures/${what}`, notOffered),
  ),
  signed(
    'POST /:group/api/pro/v2/futures/isolated-position-margin',
    'trade',
    'v2/futures/isolated-position-margin',
    notOffered,
  ),
  signed(
    'DELETE /:group/api/pro/v2/futures/position/all',
    'trade',
    'v2/futures/position/all',
    notOffered,
  ),
  ...(['snapshot', 'history'] as const).map((what) =>
    signed(
      `GET /api/pro/data/v1/futures/balance/${what}`,
      'view',
      `data/v1/futures/balance/${what}`,
      notOffered,
    ),
  ),
];
