import type {
  WireLevel,
  WireStreamBar,
  WireStreamBbo,
} from '../../venues/ascendex/wireChannels.ts';
import type { WireStreamDepth, WireStreamTrades } from '../../venues/ascendex/wireChannels.ts';
import { LEVELS, wireLevel, type Level } from '../dialect/wireLevels.ts';
import type { Book } from '../engine/book.ts';
import type { Trade } from '../engine/events.ts';

type Side = 'Buy' | 'Sell';

interface Bar {
  start: number;
  open: number;
  close: number;
  high: number;
  low: number;
  lots: number;
}

/** What the public channels of one contract told last, and what has happened since. Ticks, lots. */
export class MarketState {
  readonly #book: Book;
  readonly #levels: Record<Side, Map<number, number>> = { Buy: new Map(), Sell: new Map() };
  readonly #bars = new Map<number, Bar>();
  readonly #nextSequence: () => number;
  #sequence = 0;
  #bbo = '';
  #trades: WireStreamTrades['data'] = [];

  /** @param nextSequence grows with every call */
  constructor(book: Book, nextSequence: () => number) {
    this.#book = book;
    this.#nextSequence = nextSequence;
  }

  traded({ ticks, lots, takerSide, time }: Trade): void {
    const { tick, lot } = this.#book.contract;
    this.#trades.push({
      p: tick.format(ticks),
      q: lot.format(lots),
      ts: time,
      bm: takerSide === 'Sell',
      seqnum: this.#nextSequence(),
    });
    for (const minutes of this.#bars.keys()) {
      const bar = this.#bar(minutes, time, ticks);
      bar.close = ticks;
      bar.high = Math.max(bar.high, ticks);
      bar.low = Math.min(bar.low, ticks);
      bar.lots += lots;
    }
  }

  /** The trades since they were last asked for; `undefined` where there were none. */
  takeTrades(): WireStreamTrades | undefined {
    const data = this.#trades;
    this.#trades = [];
    if (data.length === 0) return undefined;
    return { m: 'trades', symbol: this.#book.contract.symbol, data };
  }

  /** Everything the depth channel knows, as it was told last: what a newcomer starts from. */
  fullDepth(now: number): WireStreamDepth {
    if (this.#sequence === 0) this.takeDepth(now);
    const side = (name: Side): WireLevel[] =>
      [...this.#levels[name]].map((each) => this.#level(each));
    return this.#depth(now, side('Buy'), side('Sell'));
  }

  /** Levels that changed since they were last asked for; `undefined` where none did. */
  takeDepth(now: number): WireStreamDepth | undefined {
    const bids = this.#changes('Buy');
    const asks = this.#changes('Sell');
    if (bids.length + asks.length === 0) return undefined;
    this.#sequence = this.#nextSequence();
    return this.#depth(now, bids, asks);
  }

  /** The best bid and ask; `undefined` where they are what was told last. */
  takeBbo(now: number): WireStreamBbo | undefined {
    const best = this.bbo(now);
    const text = JSON.stringify([best.data.bid, best.data.ask]);
    if (text === this.#bbo) return undefined;
    this.#bbo = text;
    return best;
  }

  bbo(now: number): WireStreamBbo {
    const best = (side: Side): WireLevel | undefined => {
      const [first] = this.#book.sides[side].levels(1);
      return first && this.#level(first);
    };
    const bid = best('Buy');
    const ask = best('Sell');
    const data = { ts: now, ...(bid ? { bid } : {}), ...(ask ? { ask } : {}) };
    return { m: 'bbo', symbol: this.#book.contract.symbol, data };
  }

  /** A bar as it is so far. The first asked for begins now, not with its minute. */
  bar(minutes: number, now: number): WireStreamBar {
    const bar = this.#bar(minutes, now, this.#book.prices.market);
    const { tick, lot, symbol } = this.#book.contract;
    const data = {
      ...{ i: String(minutes), ts: bar.start, v: lot.format(bar.lots) },
      ...{ o: tick.format(bar.open), c: tick.format(bar.close) },
      ...{ h: tick.format(bar.high), l: tick.format(bar.low) },
    };
    return { m: 'bar', s: symbol, data };
  }

  get barMinutes(): readonly number[] {
    return [...this.#bars.keys()];
  }

  #bar(minutes: number, now: number, ticks: number): Bar {
    const span = minutes * 60_000;
    const start = Math.floor(now / span) * span;
    let bar = this.#bars.get(minutes);
    if (bar?.start !== start) {
      bar = { start, open: ticks, close: ticks, high: ticks, low: ticks, lots: 0 };
      this.#bars.set(minutes, bar);
    }
    return bar;
  }

  #depth(ts: number, bids: WireLevel[], asks: WireLevel[]): WireStreamDepth {
    const data = { ts, seqnum: this.#sequence, asks, bids };
    return { m: 'depth', symbol: this.#book.contract.symbol, data };
  }

  #changes(side: Side): WireLevel[] {
    const before = this.#levels[side];
    const after = new Map(this.#book.sides[side].levels(LEVELS));
    this.#levels[side] = after;
    const gone = [...before.keys()].filter((ticks) => !after.has(ticks));
    const changed = [...after].filter(([ticks, lots]) => before.get(ticks) !== lots);
    const zero = gone.map((ticks): [number, number] => [ticks, 0]);
    return [...zero, ...changed].map((each) => this.#level(each));
  }

  #level(level: Level): WireLevel {
    return wireLevel(this.#book.contract, level);
  }
}
