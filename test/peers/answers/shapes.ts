// What the living exchange answered, by the shapes that the dialect's reference and the authors of
// clients told of. All ids, accounts and amounts here are made up.

/** An open limit order as later revisions of the exchange told it, younger fields included. */
export const laterOrder = {
  ac: 'FUTURES',
  accountId: 'futMadeUpAccountForTestsOnly0001',
  time: 1640100000123,
  orderId: 'r17dd9a11b2eU0123456789madeUpOne',
  seqNum: 28700000101,
  orderType: 'Limit',
  execInst: 'NULL_VAL',
  side: 'Buy',
  symbol: 'BTC-PERP',
  price: '30000',
  orderQty: '0.0021',
  stopPrice: '0',
  stopBy: 'market',
  status: 'New',
  lastExecTime: 1640100000200,
  lastQty: '0',
  lastPx: '0',
  avgFilledPx: '0',
  cumFilledQty: '0',
  fee: '0',
  cumFee: '0',
  feeAsset: 'USDT',
  errorCode: '',
  posStopLossPrice: '0',
  posStopLossTrigger: 'market',
  posTakeProfitPrice: '0',
  posTakeProfitTrigger: 'market',
  liquidityInd: 'n',
};

/** The same order as the first revisions told it. */
export const earlyOrder = {
  ...{ ac: 'FUTURES', accountId: laterOrder.accountId, seqNum: 14, time: laterOrder.time },
  ...{ orderId: laterOrder.orderId, orderType: 'Limit', side: 'Buy', symbol: 'BTC-PERP' },
  ...{ price: '30000', orderQty: '0.0021', stopPrice: '0', stopBy: '', status: 'New' },
  ...{ lastExecTime: laterOrder.lastExecTime, lastPx: '0', lastQty: '0', avgFilledPx: '0' },
  ...{ cumFilledQty: '0', fee: '0', cumFee: '0', feeAsset: 'USDT', errorCode: '' },
};

/** What a cancel is asked with, and what its answers are about. */
export const cancelOf = {
  ...{ orderId: laterOrder.orderId, symbol: laterOrder.symbol, requestId: 'madeUpOne' },
} as const;

/** The acknowledgement of a cancel: the whole order, still New, and no number of its own. */
export const acknowledged = {
  code: 0,
  data: {
    meta: { id: cancelOf.requestId, action: 'cancel-order', respInst: 'ACK' },
    order: { ...laterOrder, seqNum: -1 },
  },
};

/** An order's refusal, with what it is about. */
export const refusedOrder = {
  ...{ code: 300006, reason: 'INVALID_ORDER_ID', message: 'Order is not valid or already closed' },
  ...{ ac: 'FUTURES', accountId: laterOrder.accountId, action: 'cancel-order' },
  info: { id: cancelOf.requestId, symbol: 'BTC-PERP' },
};

/** A batch's refusal: a list, an entry for each of its orders. */
export const refusedBatch = {
  ...{ code: 300013, reason: 'INVALID_BATCH_ORDER', message: 'Batch failed, see each order' },
  ...{ ac: 'FUTURES', accountId: laterOrder.accountId, action: 'batch-cancel-order' },
  info: [
    { code: 300006, reason: 'INVALID_ORDER_ID', message: 'Already closed', symbol: 'BTC-PERP' },
    { code: 300013, reason: 'INVALID_BATCH_ORDER', message: 'Another is', symbol: 'BTC-PERP' },
  ],
};

/** The four shapes of a refusal, and the words of each that a trader is told. */
export const refusals: Readonly<Record<string, readonly [object, readonly string[]]>> = {
  'of a request': [refusedOrder, ['INVALID_ORDER_ID', 'not valid or already closed']],
  'of an order on a stream': [
    {
      ...{ m: 'order', id: cancelOf.requestId, action: 'cancel-order', ac: 'FUTURES' },
      code: 300006,
      info: { ...{ symbol: 'BTC-PERP', reason: 'INVALID_ORDER_ID', errorMsg: 'no such order' } },
    },
    ['INVALID_ORDER_ID', 'no such order'],
  ],
  'of anything else on a stream': [
    { m: 'error', code: 100005, reason: 'INVALID_WS_REQUEST_DATA', info: 'Not an action' },
    ['INVALID_WS_REQUEST_DATA', 'Not an action'],
  ],
  'of a sign-in': [
    { m: 'auth', id: 'x', code: 200006, err: 'Wrong signature' },
    ['Wrong signature'],
  ],
};

/** A message or an order that lacks some of its fields. */
export function without(whole: object, ...fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !fields.includes(name)));
}
