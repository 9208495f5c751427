import type { WireOrderType, WireSide, WireStatus } from './wire.ts';

/** What the channels of a stream of AscendEX Futures Pro v2 push, as types only. */

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
