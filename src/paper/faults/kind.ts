import type { ApiError } from '../errors.ts';
import type { Handled, Reply } from '../http/transport.ts';
import type { PastOrders } from '../routes/openOrders.ts';
import type { JsonObject, Services } from '../routes/route.ts';
import type { StreamAnswer } from '../stream/operations.ts';

/** A request that a fault may befall: over HTTP, or on a stream. */
export interface Target<A> {
  /** Method and path, or op and action. */
  readonly name: string;
  /** What is asked for, whatever way it came: `cancel-order`, `open-orders`, `sub`. */
  readonly action: string;
  /** Empty where there is none that can be read. */
  body(): Promise<JsonObject>;
  /** The answer that says that the exchange refuses, and ends the connection. */
  refuse(error: ApiError): A;
}

/** What a fault changes for the exchange itself. */
export interface Changes {
  /** Added to the exchange's clock for this one request, ms. */
  readonly skew?: number;
  /** Open orders as they were. */
  readonly past?: PastOrders;
}

/** Lets the exchange deal with the request. */
export type Next<A> = (changes?: Changes) => Promise<Handled<A>>;

export interface Hit<A> {
  /** The fault's argument. */
  readonly value: number;
  readonly target: Target<A>;
  readonly services: Services;
}

/** Stands between a request and the exchange; it may or may not call `next`, and alter its answer. */
export type Wrap<A> = (hit: Hit<A>, next: Next<A>) => Promise<Handled<A>>;
export type WrapAny = <A>(hit: Hit<A>, next: Next<A>) => Promise<Handled<A>>;

/** A whole number a fault takes. `draw` is the range that chance takes it from. */
export interface Argument {
  readonly min: number;
  readonly max: number;
  readonly usual: number;
  readonly draw: readonly [min: number, max: number];
}

/** A kind of fault. What it has no function for, it does not happen to. */
export interface FaultKind {
  readonly name: string;
  readonly argument?: Argument;
  /** The actions it can befall; any where missing. */
  readonly actions?: readonly string[];
  /** An upgrade to a stream has no body to spoil. */
  readonly notUpgrades?: boolean;
  readonly http?: Wrap<Reply>;
  readonly stream?: Wrap<StreamAnswer>;
  /** For a message the exchange sends on a stream; see `outbound.ts`. */
  readonly outbound?: 'any' | 'pushes';
}

/** How something comes that a fault may befall: a request by HTTP or on a stream, or a message out of one. */
export type Way = 'http' | 'stream' | 'outbound';

const PUSHES = /^(futures-order|futures-account-update|futures-pricing-data|bbo|depth|trades|bar)$/;

/** Whether a kind can befall an action that comes this way. */
export function befalls(kind: FaultKind, way: Way, action: string): boolean {
  if (way === 'outbound') {
    return kind.outbound === 'any' || (kind.outbound === 'pushes' && PUSHES.test(action));
  }
  if (kind[way] === undefined || (kind.notUpgrades && action === 'stream')) return false;
  return kind.actions?.includes(action) ?? true;
}

/** A kind that befalls requests either way they come. */
export function eitherWay(
  name: string,
  wrap: WrapAny,
  more: Pick<FaultKind, 'argument' | 'actions'> = {},
): FaultKind {
  return { name, http: wrap, stream: wrap, ...more };
}
