import { createHmac } from 'node:crypto';
import type { WireOrder } from '../../../src/venues/ascendex/wire.ts';
import {
  startPaperExchange,
  type PaperExchange,
  type PaperOptions,
} from '../../../src/paper/exchange.ts';

/** An answer's body; tests look into it freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

export interface Credentials {
  apiKey: string;
  secret: string;
  accountGroup: number;
}

export interface CallOptions {
  body?: unknown;
  rawBody?: string;
  headers?: Record<string, string>;
  /** Milliseconds added to the time that is sent and signed. */
  skew?: number;
  encoding?: 'utf8' | 'base64';
  credentials?: Credentials;
  group?: number | string;
}

/** A time that stands still until told otherwise. */
export class FakeClock {
  time = 1_700_000_000_000;
  readonly now = (): number => this.time;
}

/** A client of its own making: it signs by the published rule and knows nothing of the server. */
export class Desk {
  readonly exchange: PaperExchange;
  readonly clock: FakeClock;

  constructor(exchange: PaperExchange, clock: FakeClock) {
    this.exchange = exchange;
    this.clock = clock;
  }

  get url(): string {
    return this.exchange.ready.url;
  }

  async raw(method: string, path: string, prehash: string, options: CallOptions = {}) {
    const { apiKey, secret } = options.credentials ?? this.exchange.ready;
    const timestamp = String(this.clock.time + (options.skew ?? 0));
    const key = Buffer.from(secret, options.encoding ?? 'utf8');
    const signature = createHmac('sha256', key).update(`${timestamp}+${prehash}`).digest('base64');
    const body = options.rawBody ?? (options.body && JSON.stringify(options.body));
    return fetch(this.url + path, {
      method,
      headers: {
        'x-auth-key': apiKey,
        'x-auth-timestamp': timestamp,
        'x-auth-signature': signature,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...options.headers,
      },
      ...(body ? { body: body as string } : {}),
    });
  }

  /** A signed call below the account's futures path, such as `GET order/open?symbol=BTC-PERP`. */
  async call(call: string, options: CallOptions = {}): Promise<Body> {
    const [method = '', path = ''] = call.split(' ');
    const prehash = `v2/futures/${path.split('?')[0]}`;
    const own = options.credentials ?? this.exchange.ready;
    const group = options.group ?? own.accountGroup;
    const response = await this.raw(
      method,
      `/${group}/api/pro/v2/futures/${path}`,
      prehash,
      options,
    );
    return response.json();
  }

  async get(path: string): Promise<Body> {
    return (await fetch(this.url + path)).json();
  }

  async control(call: string, body?: unknown): Promise<Body> {
    const [method = '', path = ''] = call.split(' ');
    const headers = { 'x-paper-control': '1', 'content-type': 'application/json' };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await fetch(`${this.url}/paper/v1/${path}`, { method, headers, ...init })).json();
  }

  /** Places an order; by default a resting BTC limit order, answered when it is DONE. */
  place(fields: Record<string, unknown> = {}, options: CallOptions = {}): Promise<Body> {
    const body = {
      ...{ time: this.clock.time, symbol: 'BTC-PERP', side: 'Buy', orderType: 'Limit' },
      ...{ orderQty: '0.01', respInst: 'DONE' },
      ...(/market/i.test(String(fields['orderType'])) ? {} : { orderPrice: '60000' }),
      ...fields,
    };
    return this.call('POST order', { ...options, body });
  }

  async placed(fields: Record<string, unknown> = {}, options: CallOptions = {}) {
    const answer = await this.place(fields, options);
    if (answer.code !== 0) throw new Error(JSON.stringify(answer));
    return answer.data.order as WireOrder;
  }

  cancel(order: { orderId: string; symbol: string }, more: object = {}): Promise<Body> {
    const { orderId, symbol } = order;
    return this.call('DELETE order', { body: { orderId, symbol, time: this.clock.time, ...more } });
  }

  async status(orderId: string): Promise<WireOrder> {
    return (await this.call(`GET order/status?orderId=${orderId}`)).data as WireOrder;
  }
}

/** Gives a suite an exchange of its own, frozen and with a clock that stands still. */
export function useExchange(options: PaperOptions = {}): () => Desk {
  let desk: Desk;
  beforeEach(async () => {
    const clock = new FakeClock();
    const exchange = await startPaperExchange({
      ...{ seed: 7, frozen: true, now: clock.now },
      ...options,
    });
    desk = new Desk(exchange, clock);
  });
  afterEach(() => desk.exchange.close());
  return () => desk;
}
