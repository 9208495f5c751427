import type { Way } from './kind.ts';

const ORDERS = [
  'place-order',
  'cancel-order',
  'batch-place-order',
  'batch-cancel-order',
  'cancel-all',
];
const OPEN = 'open-orders';

/**
 * What a fault may be aimed at, by the way it comes: requests over HTTP by their action, or by their
 * path's last part where they have none; what is asked of a stream; and messages on their way out of
 * one. A unit test holds the list to the routes.
 */
export const ACTIONS_BY_WAY: Readonly<Record<Way, ReadonlySet<string>>> = {
  http: new Set([
    ...[...ORDERS, OPEN, 'order-status', 'order-history', 'stream'],
    ...[
      'exchange-info',
      'contract',
      'collateral',
      'pricing-data',
      'ticker',
      'depth',
      'info',
      'fee',
    ],
    ...['risk-limit-info', 'assets', 'products', 'position', 'free-margin', 'funding-payments'],
    ...['leverage', 'margin-type', 'isolated-position-margin', 'deposit', 'withdraw', 'all'],
    ...['snapshot', 'history'],
  ]),
  stream: new Set([
    ...[...ORDERS, OPEN],
    ...['auth', 'sub', 'unsub', 'ping', 'pong', 'account-snapshot', 'depth-snapshot'],
  ]),
  outbound: new Set([
    ...['connected', 'disconnected', 'error', 'order', 'futures-account-snapshot'],
    ...['futures-open-orders', 'futures-order', 'futures-account-update', 'futures-pricing-data'],
    ...['auth', 'sub', 'unsub', 'ping', 'pong', 'bbo', 'depth', 'depth-snapshot', 'trades', 'bar'],
  ]),
};

/** All of them. */
export const ACTIONS: ReadonlySet<string> = new Set(
  Object.values(ACTIONS_BY_WAY).flatMap((actions) => [...actions]),
);
