import type { Accounts } from '../accounts.ts';
import type { ApiKey, KeyStore } from '../auth/keys.ts';
import type { ServerClock } from '../clock.ts';
import type { Account } from '../engine/account.ts';
import { ApiError } from '../errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineQueue } from '../engine/queue.ts';
import type { Funding } from '../engine/funding.ts';
import type { Faults } from '../faults/faults.ts';
import type { Stats } from '../http/stats.ts';
import type { Churn } from '../market/churn.ts';
import type { Market } from '../market/market.ts';
import type { PastOrders } from './openOrders.ts';
import type { Random } from '../random.ts';
import type { StreamHub } from '../stream/hub.ts';

/** The parts of an exchange, as its routes use them. */
export interface Services {
  readonly clock: ServerClock;
  readonly engine: Engine;
  readonly queue: EngineQueue;
  readonly accounts: Accounts;
  readonly keys: KeyStore;
  readonly market: Market;
  readonly funding: Funding;
  readonly churn: Churn;
  readonly stats: Stats;
  readonly streams: StreamHub;
  readonly faults: Faults;
  /** Draws the characters of order ids that no client fixed. */
  readonly orderIds: Random;
  /** How long ACCEPT and DONE wait for the engine, ms. */
  readonly responseTimeout: number;
  readonly log: (line: string) => void;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A request that may be answered: its body is a JSON object (empty where there was none). */
export interface Request {
  readonly services: Services;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  /** When its head came in, by the exchange's clock. Unix ms. */
  readonly receivedAt: number;
}

export interface PrivateRequest extends Request {
  /** Open orders as they were, where a fault will have it so. */
  readonly past?: PastOrders;
  /** The way it came: `a` for REST, `s` for a stream. Order ids begin with it. */
  readonly channel: 'a' | 's';
  readonly key: ApiKey;
  readonly account: Account;
}

/**
 * A JSON answer. `length` elements are for answers with very many of them: each is written by
 * itself between `head` and `tail`, so that the whole never exists at once. `element` may be asked
 * for the same one twice and must give the same then.
 */
export type Answer = { readonly json: unknown } | ListAnswer;

export interface ListAnswer {
  readonly head: string;
  readonly length: number;
  readonly element: (index: number) => unknown;
  readonly tail: string;
}

type Method = 'GET' | 'POST' | 'DELETE';

interface Common {
  readonly method: Method;
  readonly path: string;
}

/** Open to anyone. */
export interface PublicRoute extends Common {
  readonly access: 'public';
  handle(request: Request): Answer | Promise<Answer>;
}

/** Signed by a key with the permission. A `:group` in the path must be the key's own. */
export interface PrivateRoute extends Common {
  readonly access: 'view' | 'trade' | 'transfer';
  /** What is signed after the timestamp and a plus sign. */
  readonly prehash: string;
  handle(request: PrivateRequest): Answer | Promise<Answer>;
}

/** For tests and demos, guarded against web pages. */
export interface ControlRoute extends Common {
  readonly access: 'control';
  handle(request: Request): Answer | Promise<Answer>;
}

export type Route = PublicRoute | PrivateRoute | ControlRoute;

/** The dialect's shape of success. */
export function ok(data?: unknown): Answer {
  return { json: data === undefined ? { code: 0 } : { code: 0, data } };
}

/** The dialect's shape of success, with a list. */
export function okList(length: number, element: (index: number) => unknown): Answer {
  return { head: '{"code":0,"data":[', length, element, tail: ']}' };
}

export function open(path: string, handle: PublicRoute['handle']): PublicRoute {
  return { method: 'GET', path, access: 'public', handle };
}

/** @param call method and path @param prehash what is signed after the timestamp and a plus sign */
export function signed(
  call: `${Method} ${string}`,
  access: PrivateRoute['access'],
  prehash: string,
  handle: PrivateRoute['handle'],
): PrivateRoute {
  const [method, path] = call.split(' ') as [Method, string];
  return { method, path, access, prehash, handle };
}

/** @param fields what it takes, in the body or the query; anything else is refused: it would be ignored */
export function control(
  call: `${Method} ${string}`,
  handle: ControlRoute['handle'],
  fields: readonly string[] = [],
): ControlRoute {
  const [method, path] = call.split(' ') as [Method, string];
  const checked: ControlRoute['handle'] = (request) => {
    const given = [...Object.keys(request.body), ...request.query.keys()];
    const unknown = given.find((name) => !fields.includes(name));
    if (unknown === undefined) return handle(request);
    const takes = fields.length > 0 ? `there are ${fields.join(', ')}` : 'it takes none';
    throw new ApiError(100006, `${path} has no field "${unknown.slice(0, 40)}"; ${takes}`);
  };
  return { method, path, access: 'control', handle: checked };
}
