import { Accounts } from './accounts.ts';
import type { Account } from './engine/account.ts';
import type { ApiKey } from './auth/keys.ts';
import { KeyStore } from './auth/keys.ts';
import { ServerClock, type After } from './clock.ts';
import { ZERO } from './decimal.ts';
import { Engine } from './engine/engine.ts';
import { Funding } from './engine/funding.ts';
import { EngineQueue } from './engine/queue.ts';
import { Faults, type RandomFaults } from './faults/faults.ts';
import type { FaultSpec } from './faults/spec.ts';
import { Dispatcher } from './http/dispatch.ts';
import { Stats } from './http/stats.ts';
import type { ExchangeRequest, Handled } from './http/transport.ts';
import { Churn } from './market/churn.ts';
import { Market } from './market/market.ts';
import { seedOrders } from './market/seedOrders.ts';
import { Random, randomSeed } from './random.ts';
import { routes } from './routes/index.ts';
import type { Services } from './routes/route.ts';
import { StreamHub } from './stream/hub.ts';
import type { StreamLimits } from './stream/limits.ts';
import type { StreamLink, StreamSession } from './stream/session.ts';

export interface CoreOptions {
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
  /** The timers; default the machine's. */
  readonly after?: After;
  /** Waited for before the engine acts on a request; default no wait. */
  readonly engineDelay?: () => Promise<void>;
  /** How long ACCEPT and DONE wait for the engine before they fall back to ACK, ms; default 5000. */
  readonly responseTimeout?: number;
  /** Thresholds and times of the streams that differ from the published ones. */
  readonly streamLimits?: Partial<StreamLimits>;
  /** What goes wrong from the start. */
  readonly faults?: readonly FaultSpec[];
  /** What goes wrong by chance. */
  readonly randomFaults?: RandomFaults;
  /** Told of failures inside the exchange; default nobody. */
  readonly log?: (line: string) => void;
}

/** A stream that was let in, or the answer to its upgrade where it was not. */
export type Connected =
  { readonly session: StreamSession } | { readonly session: undefined; readonly refused: Handled };

/**
 * An exchange without a socket: requests and streams come as calls. The servers of
 * `startPaperExchange` are wrapped around it; a test may call it directly, under a clock of its own.
 */
export class PaperCore {
  readonly seed: number;
  readonly services: Services;
  /** The account there is from the start, and its key. */
  readonly account: Account;
  readonly key: ApiKey;
  readonly #dispatcher: Dispatcher;
  readonly #tick: number;

  constructor(options: CoreOptions = {}) {
    const seed = (this.seed = options.seed ?? randomSeed());
    const clock = new ServerClock(options.now ?? Date.now, options.after);
    const engine = new Engine(clock, new Random(seed, 'sequence'));
    const accounts = new Accounts(new Random(seed, 'accounts'), () => clock.now());
    const keys = new KeyStore(seed, new Random(seed, 'keys'));
    const market = new Market(engine, clock, new Random(seed, 'market'));
    market.frozen = options.frozen ?? false;
    const account = (this.account = accounts.create(undefined, ZERO));
    this.key = keys.create(account, { view: true, trade: true, transfer: true }, -1);
    const random = new Random(seed, 'orders');
    seedOrders(options.orders ?? 0, { account, engine, market, clock, random });
    market.open();
    const streams = new StreamHub(
      { engine, clock, keys, random: new Random(seed, 'streams') },
      options.streamLimits,
    );
    const services: Omit<Services, 'faults'> = {
      ...{ clock, engine, accounts, keys, market, streams },
      funding: new Funding(engine, accounts, clock),
      churn: new Churn({
        ...{ engine, clock, random: new Random(seed, 'churn') },
        waiting: () => streams.waiting,
      }),
      log: options.log ?? ((): void => undefined),
      stats: new Stats(),
      queue: new EngineQueue(options.engineDelay),
      orderIds: new Random(seed, 'order ids'),
      responseTimeout: options.responseTimeout ?? 5_000,
    };
    this.services = Object.assign(services as Services, {
      faults: new Faults(services as Services),
    });
    for (const fault of options.faults ?? []) this.services.faults.add(fault);
    if (options.randomFaults) this.services.faults.randomize(options.randomFaults);
    this.#dispatcher = new Dispatcher(routes, this.services);
    this.#tick = options.tick ?? 500;
  }

  /** Sets the market going. */
  start(): void {
    const { clock, market, funding } = this.services;
    clock.every(this.#tick, () => {
      if (!market.frozen) market.step();
      funding.run(market.frozen);
    });
  }

  /** Ends every stream and every timer. */
  stop(): void {
    this.services.streams.closeAll();
    this.services.clock.stop();
  }

  /** Answers a request. What comes with the answer says what becomes of it on the way. */
  handle(request: ExchangeRequest): Promise<Handled> {
    return this.#dispatcher.handle(request);
  }

  /**
   * Lets a stream in, as an upgrade of an HTTP connection would. Nothing is sent before
   * {@link StreamSession.start}; `link` is how the session sends and closes.
   */
  async connect(request: ExchangeRequest, link: StreamLink): Promise<Connected> {
    const { admission, handled } = await this.#dispatcher.admit(request);
    if (admission === undefined) return { session: undefined, refused: handled };
    return { session: this.services.streams.open(admission, link, this.services) };
  }
}
