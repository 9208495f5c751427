import type { WireOrder } from '../../venues/ascendex/wire.ts';
import type { WireStreamOrder } from '../../venues/ascendex/wireChannels.ts';
import { plain } from '../decimal.ts';
import type { EngineOrder, OrderState, OrderTerms } from '../engine/order.ts';
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

/**
 * An order as the dialect tells it, with everything that has happened to it.
 * @param state by default its present one
 */
export function wireOrder(order: EngineOrder, state: OrderState = order.state): WireOrder {
  const { terms } = order;
  const { contract } = terms;
  const { fills } = state;
  const { tick, lot } = contract;
  return {
    ac: 'FUTURES',
    accountId: order.account?.identity.accountId ?? '',
    seqNum: state.sequence,
    time: order.createdAt,
    orderId: order.orderId,
    orderType: terms.type,
    execInst: execInst(terms),
    side: terms.side,
    symbol: contract.symbol,
    price: tick.format(terms.ticks),
    orderQty: lot.format(terms.lots),
    stopPrice: tick.format(terms.stopTicks),
    stopBy: terms.stopBy,
    status: state.status,
    lastExecTime: state.lastExecTime,
    lastQty: fills ? lot.format(fills.lastLots) : '0',
    lastPx: fills ? tick.format(fills.lastTicks) : '0',
    avgFilledPx: fills ? plain(averagePrice(contract, fills)) : '0',
    cumFilledQty: fills ? lot.format(fills.lots) : '0',
    fee: fills ? plain(fills.lastFee) : '0',
    cumFee: fills ? plain(fills.totalFee) : '0',
    feeAsset: 'USDT',
    errorCode: state.errorCode,
    posStopLossPrice: tick.format(terms.stopLossTicks ?? 0),
    posStopLossTrigger: 'market',
    posTakeProfitPrice: tick.format(terms.takeProfitTicks ?? 0),
    posTakeProfitTrigger: 'market',
    liquidityInd: LIQUIDITY[fills?.liquidity ?? 'none'],
  };
}

/** The order as an acknowledgement tells it: as it stood when the request came, nothing promised. */
export function acknowledgedOrder(order: EngineOrder): WireOrder {
  return { ...wireOrder(order), seqNum: -1 };
}

/** An order as it is now, under the stream's short names. */
export function streamOrder(order: EngineOrder): WireStreamOrder {
  const wire = wireOrder(order);
  return {
    m: 'futures-order',
    sn: wire.seqNum,
    e: 'ExecutionReport',
    a: wire.accountId,
    ac: 'FUTURES',
    t: wire.lastExecTime,
    ct: wire.time,
    orderId: wire.orderId,
    sd: wire.side,
    ot: wire.orderType,
    ei: wire.execInst,
    q: wire.orderQty,
    p: wire.price,
    sp: wire.stopPrice,
    spb: wire.stopBy,
    s: wire.symbol,
    st: wire.status,
    err: wire.errorCode,
    lp: wire.lastPx,
    lq: wire.lastQty,
    ap: wire.avgFilledPx,
    cfq: wire.cumFilledQty,
    f: wire.fee,
    cf: wire.cumFee,
    fa: wire.feeAsset,
    psl: wire.posStopLossPrice,
    pslt: wire.posStopLossTrigger,
    ptp: wire.posTakeProfitPrice,
    ptpt: wire.posTakeProfitTrigger,
  };
}
