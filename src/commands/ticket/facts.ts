import { systemClock } from '../../common/clock.ts';
import { DisposableStore, type Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import { Pacer } from '../../common/pacer.ts';
import type { Desk } from '../../desk/desk.ts';
import type { MarginFacts, OrderFacts } from '../../orders/orderCosts.ts';
import type { ContractTerms, Fees, Placing, Quote } from '../../venues/placing.ts';
import type { Venue } from '../../venues/venue.ts';
import { known } from '../known.ts';
import { FRESH_MS } from '../../orders/marks.ts';

/** Between two looks at the best bid and ask, ms. */
const QUOTE_MS = 2_000;

/** What a ticket goes by: the contracts, and, as far as they can be had, prices, fees and free margin. */
export class TicketFacts extends DisposableStore {
  readonly #desk: Desk;
  readonly #terms: ReadonlyMap<string, ContractTerms>;
  #fees: ReadonlyMap<string, Fees> = new Map();
  readonly #abort = new AbortController();
  readonly #changed = this.register(new Emitter<void>());
  /** Fires when something is known that was not, or is another. */
  readonly onDidChange = this.#changed.event;
  #margin: MarginFacts | undefined;
  #quote: (Quote & { readonly symbol: string }) | undefined;

  private constructor(desk: Desk, terms: readonly ContractTerms[]) {
    super();
    this.#desk = desk;
    this.#terms = new Map(terms.map((each) => [each.symbol, each]));
    this.register(desk.marks.onDidMove(() => this.#changed.fire()));
    this.register({ dispose: () => this.#abort.abort() });
  }

  /** Asks for the contracts. Rejects with a VenueError: without them nothing could be checked. */
  static async read(desk: Desk): Promise<TicketFacts> {
    const { value } = await desk.venue.placing.terms();
    const facts = new TicketFacts(desk, value);
    void facts.renew(undefined);
    return facts;
  }

  /** Contracts that can be traded, by symbol. */
  get contracts(): readonly ContractTerms[] {
    const all = [...this.#terms.values()].filter(({ trading }) => trading);
    return all.sort((a, b) => a.symbol.localeCompare(b.symbol));
  }

  markOf(symbol: string): string | undefined {
    return this.#desk.marks.get(symbol)?.price;
  }

  /** The best bid and ask of a contract that is followed, as it was last told; nothing where that failed. */
  quoteOf(symbol: string): Quote | undefined {
    return this.#quote?.symbol === symbol ? this.#quote : undefined;
  }

  /** Asks for the best bid and ask of a contract, again and again until disposed. */
  followQuote(symbol: string): Disposable {
    const over = new AbortController();
    const pacer = new Pacer(systemClock, async () => {
      const told = await known(this.#desk.venue.placing.quote(symbol, over.signal));
      this.#quote = told && { ...told.value, symbol };
      this.#changed.fire();
      if (!over.signal.aborted) pacer.ask();
      return QUOTE_MS;
    });
    pacer.ask();
    const stop = (): void => {
      over.abort();
      pacer.dispose();
    };
    return { dispose: stop };
  }

  get margin(): MarginFacts | undefined {
    return this.#margin;
  }

  /** What is known for an order of a contract; `undefined` where there is no such contract. */
  of(symbol: string | undefined): OrderFacts | undefined {
    const terms = this.#terms.get(symbol ?? '');
    if (!terms) return undefined;
    const { symbol: own } = terms;
    return {
      ...{ terms, mark: this.markOf(own), quote: this.quoteOf(own) },
      ...{ fees: this.#fees.get(own), margin: this.#margin },
    };
  }

  /**
   * Asks for price, fees and margin afresh. What cannot be had is left out: an order may be written
   * without it, and the ticket says that it is not known.
   */
  async renew(symbol: string | undefined): Promise<void> {
    const { venue } = this.#desk;
    const { signal } = this.#abort;
    const symbols = symbol === undefined ? this.#terms.keys() : [symbol];
    await Promise.all([
      known(this.#desk.marks.renew(symbols, FRESH_MS, signal)),
      this.#readMargin(venue, signal),
      symbol === undefined || this.#fees.has(symbol)
        ? undefined
        : this.#readFees(venue.placing, symbol, signal),
    ]);
    if (!signal.aborted) this.#changed.fire();
  }

  async #readMargin({ positions }: Venue, signal: AbortSignal): Promise<void> {
    const [free, holdings] = await Promise.all([
      known(positions.freeMargin(signal)),
      known(positions.holdings(signal)),
    ]);
    const crossed = free?.value.crossed;
    const held = holdings?.value.positions.map((each) => [each.symbol, each] as const);
    this.#margin =
      crossed === undefined || !held ? undefined : { free: crossed, positions: new Map(held) };
  }

  async #readFees(placing: Placing, symbol: string, signal: AbortSignal): Promise<void> {
    const fees = await known(placing.fees(signal));
    if (fees) this.#fees = fees.value;
    if (!fees || fees.value.has(symbol)) return;
    const general = await known(placing.generalFees(signal));
    if (general) this.#fees = new Map([...fees.value, [symbol, general.value]]);
  }
}
