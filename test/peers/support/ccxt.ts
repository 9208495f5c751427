import { Agent } from 'node:http';
import type { Exchange } from 'ccxt';
import type { PaperOptions } from '../../../src/paper/exchange.ts';
import { loadAscendex } from '../../support/ccxt.ts';
import { WatchedExchange } from './exchange.ts';
import { reports } from './ledger.ts';

/** What is tested here. */
export const CCXT = 'ccxt 4.5.59';

/** `rest` has the requests alone, `pro` the streams too. */
type Edition = 'rest' | 'pro';

export interface CcxtOptions {
  readonly edition?: Edition;
  readonly url: string;
  readonly wsUrl: string;
  readonly apiKey: string;
  readonly secret: string;
}

/** A client as it is installed, with nothing changed but where it sends its requests. */
export interface CcxtClient {
  readonly client: Exchange;
  close(): Promise<void>;
}

export async function startCcxt(options: CcxtOptions): Promise<CcxtClient> {
  const { edition = 'rest', url, wsUrl, apiKey, secret } = options;
  const Ascendex = await loadAscendex(
    edition === 'pro' ? 'src/pro/ascendex.js' : 'src/ascendex.js',
  );
  const agent = new Agent({ keepAlive: true });
  const client = new Ascendex({
    ...{ apiKey, secret },
    options: { defaultType: 'swap' },
    enableRateLimit: false,
    agent, // its own is for https alone
  });
  const stream = '/api/pro/v2/stream';
  const ws = { public: wsUrl + stream, private: `${wsUrl}/{accountGroup}${stream}` };
  Object.assign(client.urls, { api: { rest: url, ws } });
  client.httpAgent = agent; // the same for ws:
  return {
    client,
    close: async () => {
      if (edition === 'pro') await client.close();
      agent.destroy();
    },
  };
}

/** A ccxt client and the paper exchange it is pointed at. */
export interface CcxtPeer {
  readonly client: Exchange;
  readonly exchange: WatchedExchange;
}

/** Gives each test of a suite a client of its own, and an exchange of its own. */
export function useCcxt(
  file: string,
  options: PaperOptions & { edition?: Edition } = {},
): () => CcxtPeer {
  const { edition = 'rest', ...paperOptions } = options;
  let peer: CcxtPeer & { close(): Promise<void> };
  reports(file);
  beforeEach(async () => {
    const exchange = await WatchedExchange.start('ccxt', paperOptions);
    const { client, close } = await startCcxt({ edition, ...exchange.paper.ready });
    peer = { client, exchange, close };
  });
  afterEach(async () => {
    await peer.close();
    await peer.exchange.close();
  });
  return () => peer;
}

/** An answer as ccxt hands it on; tests look into it freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = any;

/**
 * A call that ccxt signs and reads by its table of calls and has no reading of its own for.
 * @param name as ccxt names its calls, as in `v2PrivateGetAccountInfo`
 */
export function callByTable(client: Exchange, name: string, params: object = {}): Promise<Answer> {
  const calls = client as unknown as Record<string, (params: object) => Promise<Answer>>;
  const call = calls[name];
  if (call === undefined) throw new Error(`ccxt has no ${name}`);
  return call.call(client, params);
}
