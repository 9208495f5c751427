import type { PaperReady } from '../venues/ascendex/wire.ts';
import { Accounts } from './accounts.ts';
import { KeyStore } from './auth/keys.ts';
import { ServerClock } from './clock.ts';
import { ZERO } from './decimal.ts';
import { Engine } from './engine/engine.ts';
import { EngineQueue } from './engine/queue.ts';
import { HttpServer } from './http/server.ts';
import { Market } from './market/market.ts';
import { seedOrders } from './market/seedOrders.ts';
import { Random, randomSeed } from './random.ts';
import { routes } from './routes/index.ts';
import type { Services } from './routes/route.ts';

export interface PaperOptions {
  /** TCP port on 127.0.0.1; 0, the default, lets the system choose a free one. */
  readonly port?: number;
  /** Keys, ids, orders and the market follow from it; drawn at random where missing. */
  readonly seed?: number;
  /** How many open orders the account starts with; default 0. */
  readonly orders?: number;
  /** Whether the market starts standing still; default false. */
  readonly frozen?: boolean;
  /** Time between two steps of the market, ms; default 500. */
  readonly tick?: number;
  /** The clock, Unix ms; default the machine's. */
  readonly now?: () => number;
  /** Waited for before the engine acts on a request; default no wait. */
  readonly engineDelay?: () => Promise<void>;
  /** How long ACCEPT and DONE wait for the engine before they fall back to ACK, ms; default 5000. */
  readonly responseTimeout?: number;
  /** Told of failures inside the exchange; default nobody. */
  readonly log?: (line: string) => void;
}

/** A running exchange. Its parts are there for tests; clients use `ready`. */
export interface PaperExchange {
  readonly ready: PaperReady;
  readonly services: Services;
  /** Stops the market and closes every connection. */
  close(): Promise<void>;
}

/**
 * Starts an exchange on 127.0.0.1 with one account, one key and a market.
 * @throws the system's error where the port cannot be had (`code` EADDRINUSE or EACCES)
 */
export async function startPaperExchange(options: PaperOptions = {}): Promise<PaperExchange> {
  const seed = options.seed ?? randomSeed();
  const clock = new ServerClock(options.now ?? Date.now);
  const engine = new Engine(clock, new Random(seed, 'sequence'));
  const accounts = new Accounts(new Random(seed, 'accounts'));
  const keys = new KeyStore(seed, new Random(seed, 'keys'));
  const market = new Market(engine, clock, new Random(seed, 'market'));
  market.frozen = options.frozen ?? false;
  const account = accounts.create(undefined, ZERO);
  const key = keys.create(account, { view: true, trade: true, transfer: true }, -1);
  const random = new Random(seed, 'orders');
  seedOrders(options.orders ?? 0, { account, engine, market, clock, random });
  market.open();

  const log = options.log ?? ((): void => undefined);
  const server = new HttpServer(log);
  const services: Services = {
    ...{ clock, engine, accounts, keys, market, log, stats: server.stats },
    queue: new EngineQueue(options.engineDelay),
    orderIds: new Random(seed, 'order ids'),
    responseTimeout: options.responseTimeout ?? 5_000,
  };
  const port = await server.listen(routes, services, options.port ?? 0);
  const timer = setInterval(() => {
    if (!market.frozen) market.step();
  }, options.tick ?? 500);
  const host = `127.0.0.1:${port}`;
  return {
    ready: {
      url: `http://${host}`,
      wsUrl: `ws://${host}`,
      accountGroup: account.identity.group,
      apiKey: key.key,
      secret: key.secret,
      seed,
    },
    services,
    close: () => {
      clearInterval(timer);
      return server.close();
    },
  };
}
