// Other ways to send a cancel. All but ccxt are given the same few lines that sign a cancel, read its answer
// and check it, so that they do the whole job and differ in the transport alone.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import { text } from 'node:stream/consumers';
import { Agent, Pool, request } from 'undici';
import type { CancelTarget } from '../../../src/orders/pendingCancel.ts';
import { loadAscendex } from '../../support/ccxt.ts';
import type { Account, Wire } from './exchange.ts';

/** Sends a cancel and resolves once its answer was read and says that the order is canceled. */
export interface Canceler {
  cancel(order: CancelTarget): Promise<void>;
  close(): Promise<void>;
}

type Send = (
  url: string,
  headers: Record<string, string>,
  body: string,
) => Promise<{ readonly status: number; readonly text: string }>;

interface CancelAnswer {
  readonly code: number;
  readonly data: { readonly order: { readonly orderId: string; readonly status: string } };
}

function signed(account: Account, wire: Wire, send: Send): Canceler['cancel'] {
  const url = `${account[wire]}/${account.accountGroup}/api/pro/v2/futures/order`;
  let made = 0;
  return async ({ orderId, symbol }) => {
    const time = Date.now();
    const id = `bench${String((made += 1)).padStart(12, '0')}`;
    const body = JSON.stringify({ id, orderId, symbol, time, respInst: 'ACCEPT' });
    const hmac = createHmac('sha256', account.secret).update(`${time}+v2/futures/order`);
    const headers = {
      'content-type': 'application/json',
      'x-auth-key': account.apiKey,
      'x-auth-timestamp': String(time),
      'x-auth-signature': hmac.digest('base64'),
    };
    const answer = await send(url, headers, body);
    assert.equal(answer.status, 200, answer.text);
    const { code, data } = JSON.parse(answer.text) as CancelAnswer;
    assert.equal(code, 0, answer.text);
    assert.equal(data.order.orderId, orderId);
    assert.equal(data.order.status, 'Canceled');
  };
}

/** undici told to keep the connection after a DELETE with a body, and nothing around it. */
export function bareUndici(account: Account, wire: Wire): Canceler {
  const dispatcher = new Pool(account[wire], { connections: 1 });
  const send: Send = async (url, headers, body) => {
    const options = { method: 'DELETE', headers, body, reset: false, dispatcher } as const;
    const answer = await request(url, options);
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  return { cancel: signed(account, wire, send), close: () => dispatcher.close() };
}

/** undici as it comes: it closes the connection after every DELETE that has a body. */
export function undiciDefaults(account: Account, wire: Wire): Canceler {
  const dispatcher = new Agent();
  const send: Send = async (url, headers, body) => {
    const answer = await request(url, { method: 'DELETE', headers, body, dispatcher });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  return { cancel: signed(account, wire, send), close: () => dispatcher.close() };
}

/** Node's own client with an agent that keeps connections. */
export function nodeHttp(account: Account, wire: Wire): Canceler {
  const { Agent: KeptAgent, request: start } = wire === 'tls' ? https : http;
  const agent = new KeptAgent({ keepAlive: true });
  const send: Send = (url, headers, body) =>
    new Promise((resolve, reject) => {
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      const options = { method: 'DELETE', agent, headers: { ...headers, ...length } };
      const sent = start(url, options, (answer) => {
        const status = answer.statusCode ?? 0;
        text(answer).then((whole) => resolve({ status, text: whole }), reject);
      });
      sent.once('error', reject).end(body);
    });
  return { cancel: signed(account, wire, send), close: () => Promise.resolve(agent.destroy()) };
}

/** Node's global fetch. */
export function globalFetch(account: Account, wire: Wire): Canceler {
  const send: Send = async (url, headers, body) => {
    const answer = await fetch(url, { method: 'DELETE', headers, body });
    return { status: answer.status, text: await answer.text() };
  };
  return { cancel: signed(account, wire, send), close: () => Promise.resolve() };
}

/** ccxt's client of this exchange, with connections that are kept and without its own rate limit. */
export async function ccxt(account: Account, wire: Wire): Promise<Canceler> {
  const Ascendex = await loadAscendex('src/ascendex.js');
  const agent = wire === 'tls' ? undefined : new http.Agent({ keepAlive: true });
  const client = new Ascendex({
    ...{ apiKey: account.apiKey, secret: account.secret, enableRateLimit: false },
    options: { defaultType: 'swap' },
    // Its own agent is for https alone, and keeps connections there.
    ...(agent ? { agent } : {}),
  });
  Object.assign(client.urls, { api: { rest: account[wire] } });
  await client.loadMarkets();
  await client.fetchAccounts();
  return {
    cancel: async ({ orderId, symbol }) => {
      const order = await client.cancelOrder(orderId, client.safeSymbol(symbol), {
        respInst: 'ACCEPT',
      });
      assert.equal(order.id, orderId);
      assert.equal(order.status, 'canceled');
    },
    close: () => Promise.resolve(agent?.destroy()),
  };
}
