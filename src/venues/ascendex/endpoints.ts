/** A call of the dialect. */
export interface Endpoint {
  /** The name its transcripts bear. */
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The path after `/api/pro/`; it is also what is signed, unless `prehash` is given. */
  readonly path: string;
  readonly prehash?: string;
  /** `public`: unsigned. `user`: signed. `group`: signed, below the account group's path. */
  readonly access: 'public' | 'user' | 'group';
  /** The answer has no envelope: neither `code` nor `data`, unless it is a refusal. */
  readonly bare?: boolean;
  /** Let out by a budget of its own, far below that of all others. */
  readonly scarce?: boolean;
}

export const endpoints = {
  exchangeInfo: {
    action: 'exchange-info',
    method: 'GET',
    path: 'v1/exchange-info',
    access: 'public',
  },
  account: { action: 'account-info', method: 'GET', path: 'v2/account/info', access: 'user' },
  contracts: { action: 'contracts', method: 'GET', path: 'v2/futures/contract', access: 'public' },
  collaterals: {
    action: 'collateral',
    method: 'GET',
    path: 'v2/futures/collateral',
    access: 'public',
  },
  ticker: { action: 'ticker', method: 'GET', path: 'v2/futures/ticker', access: 'public' },
  limits: { action: 'limits', method: 'GET', path: 'v2/risk-limit-info', access: 'public' },
  pricing: { action: 'pricing', method: 'GET', path: 'v2/futures/pricing-data', access: 'public' },
  openOrders: {
    action: 'open-orders',
    method: 'GET',
    path: 'v2/futures/order/open',
    access: 'group',
  },
  orderStatus: {
    action: 'order-status',
    method: 'GET',
    path: 'v2/futures/order/status',
    access: 'group',
  },
  orderHistory: {
    action: 'order-history',
    method: 'GET',
    path: 'v2/futures/order/hist/current',
    access: 'group',
  },
  fundingPayments: {
    action: 'funding-payments',
    method: 'GET',
    path: 'v2/futures/funding-payments',
    access: 'group',
  },
  balanceSnapshot: {
    action: 'balance-snapshot',
    method: 'GET',
    path: 'data/v1/futures/balance/snapshot',
    ...{ access: 'user', bare: true, scarce: true },
  },
  balanceHistory: {
    action: 'balance-history',
    method: 'GET',
    path: 'data/v1/futures/balance/history',
    ...{ access: 'user', bare: true, scarce: true },
  },
  cancelOrder: {
    action: 'cancel-order',
    method: 'DELETE',
    path: 'v2/futures/order',
    access: 'group',
  },
  cancelBatch: {
    action: 'cancel-batch',
    method: 'DELETE',
    path: 'v2/futures/order/batch',
    access: 'group',
  },
  cancelAll: {
    action: 'cancel-all',
    method: 'DELETE',
    path: 'v2/futures/order/all',
    access: 'group',
  },
  holdings: { action: 'position', method: 'GET', path: 'v2/futures/position', access: 'group' },
  placeOrder: { action: 'place-order', method: 'POST', path: 'v2/futures/order', access: 'group' },
  placeBatch: {
    action: 'place-batch',
    method: 'POST',
    path: 'v2/futures/order/batch',
    access: 'group',
  },
  fees: { action: 'fees', method: 'GET', path: 'v1/futures/fee', prehash: 'fee', access: 'group' },
  feeSchedule: {
    action: 'fee-info',
    method: 'GET',
    path: 'v1/futures/fee/info',
    prehash: 'fee/info',
    access: 'group',
  },
  freeMargin: {
    action: 'free-margin',
    method: 'GET',
    path: 'v2/futures/free-margin',
    access: 'group',
  },
  leverage: {
    action: 'set-leverage',
    method: 'POST',
    path: 'v2/futures/leverage',
    access: 'group',
  },
  marginType: {
    action: 'set-margin-type',
    method: 'POST',
    path: 'v2/futures/margin-type',
    access: 'group',
  },
  isolatedMargin: {
    action: 'set-isolated-margin',
    method: 'POST',
    path: 'v2/futures/isolated-position-margin',
    access: 'group',
  },
  deposit: {
    action: 'deposit',
    method: 'POST',
    path: 'v2/futures/transfer/deposit',
    access: 'group',
  },
  withdraw: {
    action: 'withdraw',
    method: 'POST',
    path: 'v2/futures/transfer/withdraw',
    access: 'group',
  },
} as const satisfies Record<string, Endpoint>;

/** The URL's path: `/api/pro/v2/account/info`, `/6/api/pro/v2/futures/order`. */
export function pathOf(endpoint: Endpoint, group: string | undefined, query = ''): string {
  const base = `/api/pro/${endpoint.path}${query && `?${query}`}`;
  return endpoint.access === 'group' ? `/${group}${base}` : base;
}
