import type { WireOrder } from '../../src/venues/ascendex/wire.ts';

/** The cancel answer of the venue's first published reference, its trailing comma included. */
export const publishedCancel = `{
    "code": 0,
    "data": {
        "meta": {
            "action"  : "cancel-order",
            "id"      : "abcd1234abcd1234",
            "respInst": "ACCEPT"
        },
        "order": {
            "ac"          : "FUTURES",
            "accountId"   : "fut-yue-zhao-bitmax",
            "seqNum"      : 14,
            "time"        : 1605677683714,
            "orderId"     : "a175d9d90643U68469127074abcd1234",
            "orderType"   : "Limit",
            "side"        : "Buy",
            "symbol"      : "BTC-PERP",
            "price"       : "9500",
            "orderQty"    : "0.1",
            "stopPrice"   : "0",
            "stopBy"      : "_NOT_IMPLEMENTED_",
            "status"      : "Canceled",
            "lastExecTime": 1605677684479,
            "lastPx"      : "0",
            "lastQty"     : "0",
            "avgFilledPx" : "0",
            "cumFilledQty": "0",
            "fee"         : "0",
            "cumFee"      : "0",
            "feeAsset"    : "USDT",
            "errorCode"   : "",
        }
    }
}`;

/** The cancel that {@link publishedCancel} answers. */
export const publishedRequest = {
  orderId: 'a175d9d90643U68469127074abcd1234',
  symbol: 'BTC-PERP',
  requestId: 'abcd1234abcd1234',
} as const;

/** An order as the wire carries it. */
export function wireOrder(changes: Partial<Record<keyof WireOrder, unknown>> = {}): object {
  return {
    ac: 'FUTURES',
    accountId: 'futTest',
    seqNum: 14,
    time: 1605677683714,
    orderId: publishedRequest.orderId,
    orderType: 'Limit',
    side: 'Buy',
    symbol: publishedRequest.symbol,
    price: '9500',
    orderQty: '0.1',
    stopPrice: '0',
    stopBy: '',
    status: 'New',
    lastExecTime: 1605677684479,
    lastPx: '0',
    lastQty: '0',
    avgFilledPx: '0',
    cumFilledQty: '0',
    fee: '0',
    cumFee: '0',
    feeAsset: 'USDT',
    errorCode: '',
    execInst: 'NULL_VAL',
    ...changes,
  };
}

/** The answer to {@link publishedRequest}. */
export function cancelAnswer(
  order: Partial<Record<keyof WireOrder, unknown>> = { status: 'Canceled' },
  meta: object = {},
): object {
  const { requestId: id } = publishedRequest;
  return {
    code: 0,
    data: {
      meta: { action: 'cancel-order', id, respInst: 'ACCEPT', ...meta },
      order: wireOrder(order),
    },
  };
}
