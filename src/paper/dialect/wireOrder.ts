import type { WireOrder } from '../../venues/ascendex/wire.ts';
import { plain, ZERO } from '../decimal.ts';
import type { EngineOrder, OrderTerms } from '../engine/order.ts';
import { averagePrice } from '../engine/settle.ts';

const TRIGGER_NAMES = { market: 'Market', mark: 'Mark', ref: 'Ref' } as const;

/** Only `n` was ever seen; the other two letters are ours. */
const LIQUIDITY = { none: 'n', maker: 'm', taker: 't' } as const;

/** Writes execution instructions under their published names. */
function execInst(terms: OrderTerms): string {
  const { postOnly, reduceOnly, stopBy } = terms;
  // Stops go by the market price unless told otherwise, and need no instruction for it.
  const trigger = stopBy === 'market' ? '' : TRIGGER_NAMES[stopBy];
  if (postOnly && reduceOnly) return trigger === '' ? 'PostReduceOnly' : `PostReduce${trigger}`;
  if (postOnly) return trigger === '' ? 'Post' : `PostStop${trigger}`;
  if (reduceOnly) return `ReduceOnly${trigger}`;
  return trigger === '' ? 'NULL_VAL' : `StopOn${trigger}`;
}

/** An order as the dialect tells it, with everything that has happened to it. */
export function wireOrder(order: EngineOrder): WireOrder {
  const { terms } = order;
  const { tick, lot, symbol } = terms.contract;
  return {
    ac: 'FUTURES',
    accountId: order.account?.identity.accountId ?? '',
    seqNum: order.sequence,
    time: order.createdAt,
    orderId: order.orderId,
    orderType: terms.type,
    execInst: execInst(terms),
    side: terms.side,
    symbol,
    price: tick.format(terms.ticks),
    orderQty: lot.format(terms.lots),
    stopPrice: tick.format(terms.stopTicks),
    stopBy: terms.stopBy,
    status: order.status,
    lastExecTime: order.lastExecTime,
    lastQty: lot.format(order.lastLots),
    lastPx: tick.format(order.lastTicks),
    avgFilledPx: plain(averagePrice(order)),
    cumFilledQty: lot.format(order.filledLots),
    fee: plain(order.lastFee ?? ZERO),
    cumFee: plain(order.cumulativeFee ?? ZERO),
    feeAsset: 'USDT',
    errorCode: order.errorCode,
    posStopLossPrice: '0',
    posStopLossTrigger: 'market',
    posTakeProfitPrice: '0',
    posTakeProfitTrigger: 'market',
    liquidityInd: LIQUIDITY[order.liquidity ?? 'none'],
  };
}

/** The order as an acknowledgement tells it: as it stood when the request came, nothing promised. */
export function acknowledgedOrder(order: EngineOrder): WireOrder {
  return { ...wireOrder(order), seqNum: -1 };
}
