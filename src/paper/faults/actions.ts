/**
 * What a fault may be aimed at: requests over HTTP by their action, or by their path's last part where
 * they have none; what is asked of a stream; and messages on their way out of one. A unit test holds
 * the list to the routes.
 */
export const ACTIONS: ReadonlySet<string> = new Set([
  ...['place-order', 'cancel-order', 'batch-place-order', 'batch-cancel-order', 'cancel-all'],
  ...['open-orders', 'order-status', 'order-history', 'stream'],
  ...['exchange-info', 'contract', 'collateral', 'pricing-data', 'ticker', 'depth', 'info', 'fee'],
  ...['risk-limit-info', 'assets', 'products', 'position', 'free-margin', 'funding-payments'],
  ...['leverage', 'margin-type', 'isolated-position-margin', 'deposit', 'withdraw', 'all'],
  ...['snapshot', 'history'],
  ...['auth', 'sub', 'unsub', 'ping', 'pong', 'account-snapshot'],
  ...['connected', 'disconnected', 'error', 'order', 'futures-account-snapshot'],
  ...['futures-open-orders', 'futures-order', 'futures-account-update', 'futures-pricing-data'],
  ...['bbo', 'depth-snapshot', 'trades', 'bar'],
]);
