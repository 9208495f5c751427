import type { WireOrder } from './wire.ts';
import type {
  WireStreamAccount,
  WireStreamBar,
  WireStreamBbo,
  WireStreamCollateral,
  WireStreamDepth,
  WireStreamOrder,
  WireStreamPosition,
  WireStreamPricing,
  WireStreamTrades,
} from './wireChannels.ts';

/** What is said on a stream of AscendEX Futures Pro v2 beside its channels, as types only. */

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
