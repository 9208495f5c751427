import { ApiError } from '../errors.ts';
import { ok, open, signed, type Route } from './route.ts';

/** Positions are closed by orders here. */
function notOffered(): never {
  throw new ApiError(100010, 'The paper exchange does not offer this');
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
    'DELETE /:group/api/pro/v2/futures/position/all',
    'trade',
    'v2/futures/position/all',
    notOffered,
  ),
];
