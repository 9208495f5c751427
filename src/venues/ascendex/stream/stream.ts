import { Emitter } from '../../../common/event.ts';
import { fullJitter } from '../../../net/backoff.ts';
import { BudgetError } from '../../../net/budgetError.ts';
import type { ConnectOptions } from '../../../net/dispatcher.ts';
import type { SocketLimits } from '../../../net/connection.ts';
import type { Transcript } from '../../../net/transcript.ts';
import { VenueError } from '../../errors.ts';
import type { AccountNews, OrderNews, StreamState, VenueStream } from '../../stream.ts';
import type { Pricing } from '../../venue.ts';
import type { Session } from '../session.ts';
import { banPause } from '../trouble.ts';
import { toExecution } from '../historyReads.ts';
import { runConnection, type Ended } from './connection.ts';
import { toAccountNews, toStreamOrder, toStreamPricing, type Message } from './messages.ts';

export interface AscendexStreamOptions {
  readonly session: Session;
  readonly groupFor: (signal: AbortSignal) => Promise<string>;
  readonly connect: ConnectOptions;
  readonly limits?: Partial<SocketLimits> | undefined;
  readonly onTranscript: (transcript: Transcript) => void;
}

const backoff = { base: 1_000, cap: 60_000 };
/** A connection that lived so long, ms, makes the failures before it forgotten. */
const provenAfter = 30_000;

/** The private stream of the dialect, connected again and again until it is stopped. */
export class AscendexStream implements VenueStream {
  readonly #options: AscendexStreamOptions;
  readonly #states = new Emitter<StreamState>();
  readonly #orders = new Emitter<OrderNews>();
  readonly #accounts = new Emitter<AccountNews>();
  readonly #prices = new Emitter<readonly Pricing[]>();
  readonly onDidChangeState = this.#states.event;
  readonly onOrders = this.#orders.event;
  readonly onAccount = this.#accounts.event;
  readonly onPricing = this.#prices.event;
  #state: StreamState;
  #run: AbortController | undefined;
  /** The last run, which may still be closing its connection: the next one waits for it. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: AscendexStreamOptions) {
    this.#options = options;
    this.#state = this.#down({ reason: 'stopped', detail: '', again: false }, undefined);
  }

  get state(): StreamState {
    return this.#state;
  }

  start(): void {
    if (this.#run) return;
    const run = (this.#run = new AbortController());
    this.#last = this.#last.then(() => this.#loop(run));
  }

  stop(): void {
    if (!this.#run) return;
    this.#run.abort();
    this.#run = undefined;
    this.#enter(this.#down({ reason: 'stopped', detail: '', again: false }, undefined));
  }

  dispose(): void {
    this.stop();
    for (const emitter of [this.#states, this.#orders, this.#accounts, this.#prices]) {
      emitter.dispose();
    }
  }

  /** Stops for good; resolves when no connection is left. */
  async close(): Promise<void> {
    this.dispose();
    await this.#last;
  }

  async #loop(run: AbortController): Promise<void> {
    const { session } = this.#options;
    const { signal } = run;
    let failures = 0;
    let measured = false;
    while (!signal.aborted) {
      this.#enter({ phase: 'connecting', since: session.now() });
      let liveAt: number | undefined;
      const ended = await this.#connect(signal, () => {
        liveAt = session.now();
        measured = false;
        this.#enter({ phase: 'live', since: liveAt });
      });
      if (signal.aborted) return;
      if (!ended.again) {
        this.#run = undefined;
        this.#enter(this.#down(ended, undefined));
        return;
      }
      if (liveAt !== undefined && session.now() - liveAt >= provenAfter) failures = 0;
      const jitter = fullJitter(failures++, backoff, session.random);
      const wait = Math.max(ended.retryAfter ?? 0, jitter);
      this.#enter(this.#down(ended, session.now() + wait));
      if (ended.reason === 'clock' && !measured) {
        measured = true;
        if (await this.#measure()) continue;
      }
      await session.delay(wait, signal);
    }
  }

  async #connect(signal: AbortSignal, onLive: () => void): Promise<Ended> {
    const { session, groupFor, connect, limits, onTranscript } = this.#options;
    try {
      const group = await groupFor(signal);
      await session.budget.take({ priority: 'background', signal });
      const onNews = (message: Message, text: string): void => {
        if (!signal.aborted) this.#tell(message, text);
      };
      const hooks = { onTranscript, onNews, signal, onLive: () => !signal.aborted && onLive() };
      const ended = await runConnection({ session, group, connect, limits, ...hooks });
      if (ended.reason !== 'rateLimited') return ended;
      const { retryAfter = banPause } = ended;
      session.budget.failed(retryAfter);
      return { ...ended, retryAfter };
    } catch (error) {
      if (error instanceof BudgetError) {
        const { message: detail, retryAfter } = error;
        const reason = error.reason === 'ignored' ? 'silent' : 'rateLimited';
        return { reason, detail, again: true, retryAfter };
      }
      if (!(error instanceof VenueError)) throw error;
      const { message: detail, kind, reason, retryAfter } = error;
      if (reason === 'clock') return { reason, detail, again: true };
      // A key that is missing, of another host or refused stays so until somebody changes it.
      const lasting = kind === 'rejected' || /Credentials|badInput|wrongOrigin/.test(reason);
      const here = lasting ? 'refused' : 'unreachable';
      return { reason: here, detail, again: !lasting, retryAfter };
    }
  }

  async #measure(): Promise<boolean> {
    try {
      await this.#options.session.clock.measure();
      return true;
    } catch (error) {
      // Its transcript says why; the stream is tried again later as after any other failure.
      if (error instanceof VenueError) return false;
      throw error;
    }
  }

  #tell({ m, json }: Message, text: string): void {
    const { session } = this.#options;
    if (m === 'futures-pricing-data') return this.#prices.fire(toStreamPricing(json));
    const evidence = { receivedAt: session.now(), text };
    if (m === 'futures-account-update') {
      return this.#accounts.fire(toAccountNews(json, evidence));
    }
    const order = toStreamOrder(json, text);
    this.#orders.fire({ order, evidence, execution: toExecution(json, order) });
  }

  #down({ reason, detail }: Ended, retryAt: number | undefined): StreamState {
    return { phase: 'down', since: this.#options.session.now(), reason, detail, retryAt };
  }

  #enter(state: StreamState): void {
    this.#state = state;
    this.#states.fire(state);
  }
}
