/* eslint-disable max-lines -- one file is what the paper exchange may import of the dialect */
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

/** The first message of a stream: whether the upgrade's headers signed in already. */
export interface WireStreamConnected {
  m: 'connected';
  type: 'auth' | 'unauth';
}

/** The last message of a stream before the server closes it. */
export interface WireStreamDisconnected {
  m: 'disconnected';
  code: number;
  reason: string;
  info: string;
}

/** Answered by `{op: 'pong'}`; after two unanswered ones the server disconnects. */
export interface WireStreamPing {
  m: 'ping';
  hp: number;
}

/** The answer to a client's `{op: 'ping'}`; `ts` in ms. */
export interface WireStreamPong {
  m: 'pong';
  code: number;
  ts: number;
  hp: number;
}

/** `err` is there where `code` is not 0. */
export interface WireStreamAuth {
  m: 'auth';
  id: string;
  code: number;
  err?: string;
}

/** The answer to `sub` and `unsub`. Refusals of them come as {@link WireStreamError}. */
export interface WireStreamSubscription {
  m: 'sub' | 'unsub';
  id: string;
  ch: string;
  code: number;
}

/** A request that cannot be followed, other than an order's or a sign-in. */
export interface WireStreamError {
  m: 'error';
  id?: string;
  code: number;
  reason: string;
  info: string;
}

/** An order as it is now. `sn` grows with every change and skips numbers. Field by field as REST. */
export interface WireStreamOrder {
  m: 'futures-order';
  sn: number;
  e: 'ExecutionReport';
  /** Account id. */
  a: string;
  ac: 'FUTURES';
  /** Last execution, ms. */
  t: number;
  /** Created, ms. */
  ct: number;
  orderId: string;
  sd: WireSide;
  ot: WireOrderType;
  /** `NULL_VAL` when there is none. */
  ei: string;
  q: string;
  p: string;
  sp: string;
  spb: string;
  s: string;
  st: WireStatus;
  err: string;
  lp: string;
  lq: string;
  ap: string;
  cfq: string;
  f: string;
  cf: string;
  fa: string;
  psl: string;
  pslt: string;
  ptp: string;
  ptpt: string;
}

export interface WireStreamCollateral {
  a: string;
  /** Balance. */
  b: string;
  /** Discount factor. */
  f: string;
}

export interface WireStreamPosition {
  s: string;
  sd: 'LONG' | 'SHORT' | 'NULL_VAL';
  pos: string;
  /** Reference cost. */
  rc: string;
  /** Unrealized and realized profit. */
  up: string;
  rp: string;
  /** Average open price. */
  aop: string;
  /** Notional of open buy and sell orders. */
  boon: string;
  soon: string;
  /** Margin type. */
  mt: string;
  /** Isolated margin. */
  iw: string;
  lev: string;
  tp: string;
  tpt: string;
  sl: string;
  slt: string;
}

/** `e` tells what changed the account; `col` and `pos` list what it changed. */
export interface WireStreamAccount {
  m: 'futures-account-update';
  e: string;
  /** When, ms. */
  t: number;
  acc: string;
  at: 'FUTURES';
  sn: number;
  /** The order, or other event, that caused it; empty where there is none. */
  id: string;
  col: WireStreamCollateral[];
  pos: WireStreamPosition[];
}

export interface WireStreamPricing {
  m: 'futures-pricing-data';
  con: {
    s: string;
    t: number;
    /** Index and mark price. */
    ip: string;
    mp: string;
    /** Funding rate. */
    r: string;
    /** Open interest. */
    oi: string;
    /** Next funding, ms. */
    f: number;
  }[];
  col: { a: string; p: string }[];
}

/** Price and quantity. */
export type WireLevel = [price: string, qty: string];

export interface WireStreamBbo {
  m: 'bbo';
  symbol: string;
  /** A side is missing while nobody is on it. */
  data: { ts: number; bid?: WireLevel; ask?: WireLevel };
}

/** Levels that changed; quantity 0 is a level that is gone. */
export interface WireStreamDepth {
  m: 'depth';
  symbol: string;
  data: { ts: number; seqnum: number; asks: WireLevel[]; bids: WireLevel[] };
}

/** `bm`: the buyer was the maker. */
export interface WireStreamTrades {
  m: 'trades';
  symbol: string;
  data: { p: string; q: string; ts: number; bm: boolean; seqnum: number }[];
}

/** The bar of `i` minutes that began at `ts`, so far. */
export interface WireStreamBar {
  m: 'bar';
  s: string;
  data: { i: string; ts: number; o: string; c: string; h: string; l: string; v: string };
}

/** The answer to an order request; `code` 0 and what is known of the order at once. */
export interface WireStreamOrderAck {
  m: 'order';
  /** The request's own id. */
  id: string;
  action: 'place-order' | 'cancel-order' | 'cancel-all';
  ac: 'FUTURES';
  accountId: string;
  code: 0;
  info: {
    /** The order's client id. */
    id?: string;
    orderId?: string;
    orderType?: string;
    symbol: string;
    status?: 'Ack';
    timestamp?: number;
  };
}

export interface WireStreamOrderRefusal {
  m: 'order';
  id: string;
  action: 'place-order' | 'cancel-order' | 'cancel-all';
  ac: 'FUTURES';
  accountId: string;
  code: number;
  info: { id?: string; orderId?: string; symbol: string; reason: string; errorMsg: string };
}

export type WireStreamOrderAnswer = WireStreamOrderAck | WireStreamOrderRefusal;

/** `data` as REST tells it. */
export interface WireStreamOpenOrders {
  m: 'futures-open-orders';
  id: string;
  code: 0;
  ac: 'FUTURES';
  accountId: string;
  data: WireOrder[];
}

export interface WireStreamAccountSnapshot {
  m: 'futures-account-snapshot';
  id: string;
  code: 0;
  ac: 'FUTURES';
  accountId: string;
  sn: number;
  t: number;
  col: WireStreamCollateral[];
  pos: WireStreamPosition[];
}

/** Everything a stream may send. */
export type WireStreamMessage =
  | WireStreamConnected
  | WireStreamDisconnected
  | WireStreamPing
  | WireStreamPong
  | WireStreamAuth
  | WireStreamSubscription
  | WireStreamError
  | WireStreamOrder
  | WireStreamAccount
  | WireStreamPricing
  | WireStreamBbo
  | WireStreamDepth
  | WireStreamTrades
  | WireStreamBar
  | WireStreamOrderAnswer
  | WireStreamOpenOrders
  | WireStreamAccountSnapshot;

/** What a client sends on a stream. `t` of `auth` in ms, as a number or as text. */
export type WireStreamRequest =
  | { op: 'auth'; id?: string; t: number | string; key: string; sig: string }
  | { op: 'ping' | 'pong'; id?: string; hp?: number }
  | { op: 'sub' | 'unsub'; id?: string; ch: string }
  | { op: 'req'; id?: string; action: WireStreamAction; ac?: 'FUTURES'; args?: object };

export type WireStreamAction =
  | 'futures-account-snapshot'
  | 'futures-open-orders'
  | 'place-order'
  | 'cancel-order'
  | 'cancel-all';

/** What the paper exchange prints on stdout, on one line, once it takes requests. */
export interface PaperReady {
  url: string;
  wsUrl: string;
  accountGroup: number;
  apiKey: string;
  secret: string;
  seed: number;
}
