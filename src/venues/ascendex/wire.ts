/**
 * What AscendEX Futures Pro v2 sends and takes, as types only. Shared by the client and by the
 * paper exchange, which is why there is no code in this file. `docs/ascendex.md` has the sources.
 */

export type WireSide = 'Buy' | 'Sell';
export type WireOrderType = 'Limit' | 'Market' | 'StopLimit' | 'StopMarket';
export type WireStatus =
  'New' | 'PartiallyFilled' | 'Filled' | 'Canceled' | 'Rejected' | 'PendingNew';
export type WireRespInst = 'ACK' | 'ACCEPT' | 'DONE';
export type WireTimeInForce = 'GTC' | 'IOC' | 'FOK';

/** Prices and quantities are decimal strings, times Unix ms. */
export interface WireOrder {
  ac: 'FUTURES';
  accountId: string;
  /** -1 in an ACK. */
  seqNum: number;
  /** When the order was created. */
  time: number;
  orderId: string;
  orderType: WireOrderType;
  side: WireSide;
  symbol: string;
  price: string;
  orderQty: string;
  stopPrice: string;
  stopBy: string;
  status: WireStatus;
  lastExecTime: number;
  lastPx: string;
  lastQty: string;
  avgFilledPx: string;
  cumFilledQty: string;
  fee: string;
  cumFee: string;
  feeAsset: string;
  errorCode: string;
  /** `NULL_VAL` when there is none. */
  execInst: string;
  posStopLossPrice: string;
  posStopLossTrigger: string;
  posTakeProfitPrice: string;
  posTakeProfitTrigger: string;
  liquidityInd: string;
}

export interface WireOk<T> {
  code: 0;
  data: T;
}

/** REST errors; order errors carry `ac`, `accountId` and `action` too, a batch a list in `info`. */
export interface WireError {
  code: number;
  reason: string;
  message: string;
  ac?: 'FUTURES';
  accountId?: string;
  action?: string;
  info?: unknown;
}

export interface WireOrderAnswer {
  meta: { action: 'place-order' | 'cancel-order'; id: string; respInst: WireRespInst };
  order: WireOrder;
}

/** Body of a single cancel; `time` is refused when older than 30 s. */
export interface WireCancelBody {
  orderId: string;
  symbol: string;
  time: number;
  id?: string;
  respInst?: WireRespInst;
}

export interface WirePlaceBody {
  time: number;
  symbol: string;
  orderQty: string;
  orderType: string;
  side: string;
  orderPrice?: string;
  price?: string;
  stopPrice?: string;
  id?: string;
  respInst?: string;
  postOnly?: boolean;
  timeInForce?: string;
  execInst?: string;
  posStopLossPrice?: string;
  posTakeProfitPrice?: string;
}

export interface WireAccountInfo {
  accountGroup: number;
  email: string;
  userUID: string;
  expireTime: number;
  allowedIps: string[];
  cashAccount: string[];
  marginAccount: string[];
  futuresAccount: string[];
  viewPermission: boolean;
  tradePermission: boolean;
  transferPermission: boolean;
  limitQuota: number;
}

export interface WireContract {
  symbol: string;
  status: string;
  displayName: string;
  settlementAsset: string;
  underlying: string;
  tradingStartTime: number;
  priceFilter: { minPrice: string; maxPrice: string; tickSize: string };
  lotSizeFilter: { minQty: string; maxQty: string; lotSize: string };
  commissionType: string;
  commissionReserveRate: string;
  marketOrderPriceMarkup: string;
  marginRequirements: {
    positionNotionalLowerBound: string;
    positionNotionalUpperBound: string;
    initialMarginRate: string;
    maintenanceMarginRate: string;
  }[];
}

export interface WirePricing {
  symbol: string;
  time: number;
  indexPrice: string;
  markPrice: string;
  fundingRate: string;
  nextFundingTime: number;
  openInterest: string;
}

/** What the paper exchange prints on stdout, on one line, once it takes requests. */
export interface PaperReady {
  url: string;
  wsUrl: string;
  accountGroup: number;
  apiKey: string;
  secret: string;
  seed: number;
}
