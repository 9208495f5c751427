import { systemClock, systemStopwatch, type Clock } from '../../common/clock.ts';
import { ClockOffset } from '../../net/clockOffset.ts';
import { HttpClient } from '../../net/http.ts';
import type { HttpLimits } from '../../net/limits.ts';
import { RateBudget } from '../../net/rateBudget.ts';
import { Redactor } from '../../net/redact.ts';
import type { Transport } from '../../net/transport.ts';
import { VenueError } from '../errors.ts';
import type { VenueOptions } from '../kind.ts';
import { Caller } from './caller.ts';
import { sampleClock } from './clockSample.ts';
import { hide, Signer } from './signing.ts';

export interface AscendexOptions extends VenueOptions {
  readonly clock?: Clock | undefined;
  /** From 0 up to 1, as `Math.random`. */
  readonly random?: (() => number) | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Shared where several clients use one account; one of its own where missing. */
  readonly budget?: RateBudget | undefined;
  /** In place of the network and of its time. */
  readonly transport?: Transport | undefined;
}

/** The lowest of the venue's documented thresholds for requests, a minute. */
const perMinute = 8_000;
/** That for the balance's snapshots and its history, which are taken to share it. */
const scarcePerMinute = 8;

/** What every request and stream of one account at one host shares. */
export class Session {
  readonly origin: string;
  readonly now: () => number;
  readonly delay: Clock['delay'];
  readonly random: () => number;
  readonly redactor: Redactor;
  readonly clock: ClockOffset;
  readonly budget: RateBudget;
  readonly caller: Caller;
  readonly transport: Transport | undefined;
  /** Hands out the signer, or throws the VenueError that says why there is none. */
  readonly signer: () => Signer;
  readonly #http: HttpClient;
  readonly #ownsBudget: boolean;
  readonly #scarce: RateBudget;
  readonly #closing = new AbortController();

  constructor(options: AscendexOptions) {
    const { credentials, keyEncoding, connect, limits, onTranscript, transport } = options;
    const { clock = systemClock, random = Math.random } = options;
    const { origin } = new URL(options.origin);
    this.origin = origin;
    this.random = random;
    this.now = () => clock.now();
    this.delay = (ms, signal) => clock.delay(ms, signal);
    const redactor = (this.redactor = options.redactor ?? new Redactor());
    if (credentials) hide(credentials, keyEncoding, redactor);
    this.signer = lazySigner(() => new Signer(credentials ?? missing(), keyEncoding));
    this.#ownsBudget = options.budget === undefined;
    const budget = (this.budget = options.budget ?? new RateBudget({ clock, random, perMinute }));
    const scarce = (this.#scarce = new RateBudget({ clock, random, perMinute: scarcePerMinute }));
    this.transport = transport;
    const stopwatch = transport?.stopwatch ?? (options.clock ? undefined : systemStopwatch);
    const monotonic = stopwatch && (() => stopwatch.elapsed());
    const offset = (this.clock = new ClockOffset({
      clock,
      monotonic,
      sample: (signal) => sampleClock(this.caller, clock, signal),
    }));
    const http = (this.#http = new HttpClient({
      origin,
      now: this.now,
      connect,
      limits,
      redactor,
      ...transport,
    }));
    const { signer } = this;
    const { signal: closed } = this.#closing;
    const budgets = { budget, scarce };
    this.caller = new Caller({
      ...{ http, origin, signer, clock, offset, ...budgets, onTranscript, closed },
      mayAct: options.mayAct ?? (() => true),
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.clock.dispose();
    this.#scarce.dispose();
    if (this.#ownsBudget) this.budget.dispose();
    await this.#http.close();
  }
}

/** Makes the signer when it is first needed, so that a bad key is an error of the call it is for. */
function lazySigner(make: () => Signer): () => Signer {
  let made: Signer | undefined;
  return () => (made ??= make());
}

function missing(): never {
  throw new VenueError('notSent', 'noCredentials', 'There is no API key to sign with. Add one.');
}
