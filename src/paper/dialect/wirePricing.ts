import type { WirePricing } from '../../venues/ascendex/wire.ts';
import type { WireStreamPricing } from '../../venues/ascendex/wireChannels.ts';
import { plain } from '../decimal.ts';
import type { Book } from '../engine/book.ts';
import { fundingRate, nextFunding } from '../engine/funding.ts';

export function wirePricing(book: Book, now: number): WirePricing & { lastPrice: string } {
  const { tick, lot, symbol } = book.contract;
  return {
    symbol,
    time: now,
    indexPrice: tick.format(book.prices.ref),
    markPrice: tick.format(book.prices.mark),
    lastPrice: tick.format(book.prices.market),
    fundingRate: plain(fundingRate(book)),
    nextFundingTime: nextFunding(now),
    openInterest: lot.format(book.openInterestLots),
  };
}

/** All contracts' prices under the stream's short names. */
export function streamPricing(books: Iterable<Book>, now: number): WireStreamPricing {
  const con = [...books].map((book) => {
    const pricing = wirePricing(book, now);
    return {
      s: pricing.symbol,
      t: now,
      ip: pricing.indexPrice,
      mp: pricing.markPrice,
      r: pricing.fundingRate,
      oi: pricing.openInterest,
      f: pricing.nextFundingTime,
    };
  });
  return { m: 'futures-pricing-data', con, col: [{ a: 'USDT', p: '1' }] };
}
