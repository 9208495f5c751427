import { readContract } from '../dialect/fields.ts';
import { wireLevel } from '../dialect/wireLevels.ts';
import { wirePricing } from '../dialect/wirePricing.ts';
import type { Book } from '../engine/book.ts';
import { CONTRACTS, FEES, type Contract } from '../engine/contracts.ts';
import type { Engine } from '../engine/engine.ts';
import { ApiError } from '../errors.ts';
import type { WireContract } from '../../venues/ascendex/wire.ts';
import { ok, open, type PublicRoute, type Request } from './route.ts';

/** `minNotional` and `maxNotional` are beyond the published fields; clients that know them use them. */
function wireContract(contract: Contract): WireContract & Record<string, unknown> {
  const { symbol, base, tick, lot } = contract;
  return {
    symbol,
    status: 'Normal',
    displayName: `${base}USDT`,
    settlementAsset: 'USDT',
    underlying: `${base}/USDT`,
    tradingStartTime: contract.tradingSince,
    priceFilter: {
      minPrice: tick.format(contract.minTicks),
      maxPrice: tick.format(contract.maxTicks),
      tickSize: tick.text,
    },
    lotSizeFilter: {
      minQty: lot.format(contract.minLots),
      maxQty: lot.format(contract.maxLots),
      lotSize: lot.text,
    },
    minNotional: contract.minNotional.toFixed(),
    maxNotional: contract.maxNotional.toFixed(),
    commissionType: 'Quote',
    commissionReserveRate: FEES.taker.toFixed(),
    marketOrderPriceMarkup: contract.marketMarkup.toFixed(),
    marginRequirements: contract.brackets.map((bracket) => ({
      positionNotionalLowerBound: bracket.lower.toFixed(),
      positionNotionalUpperBound: bracket.upper.toFixed(),
      initialMarginRate: bracket.initialRate.toFixed(),
      maintenanceMarginRate: bracket.maintenanceRate.toFixed(),
    })),
  };
}

function wireTicker(book: Book): Record<string, unknown> {
  const { tick, lot, symbol } = book.contract;
  const { openTicks, highTicks, lowTicks, lots } = book.stats;
  const best = (side: 'Buy' | 'Sell'): string[] => {
    const ladder = book.sides[side];
    const ticks = ladder.bestTicks;
    return ticks === undefined ? [] : wireLevel(book.contract, [ticks, ladder.bestLots()]);
  };
  return {
    symbol,
    open: tick.format(openTicks),
    close: tick.format(book.prices.market),
    high: tick.format(highTicks),
    low: tick.format(lowTicks),
    baseVol: lot.format(lots),
    volume: lot.format(lots),
    ask: best('Sell'),
    bid: best('Buy'),
    type: 'derivatives',
  };
}

/** One symbol gives an object; a list, even `A,` of one, gives a list; none gives all. */
function tickers(symbols: string, engine: Engine): unknown {
  const ticker = (symbol: string): unknown => wireTicker(engine.book(readContract(symbol, 100008)));
  if (symbols === '') return [...engine.books].map(wireTicker);
  if (!symbols.includes(',')) return ticker(symbols);
  return symbols
    .split(',')
    .filter((symbol) => symbol !== '')
    .map(ticker);
}

function exchangeInfo({ query, receivedAt }: Request): unknown {
  const text = query.get('requestTime') ?? '';
  if (!/^\d{1,15}$/.test(text)) {
    throw new ApiError(100004, 'requestTime must be UTC milliseconds');
  }
  const requestTimeEcho = Number(text);
  return { requestTimeEcho, requestReceiveAt: receivedAt, latency: receivedAt - requestTimeEcho };
}

/** The one collateral asset there is. */
const COLLATERAL = {
  ...{ asset: 'USDT', assetName: 'Tether', displayName: 'USDT', statusCode: 'Normal' },
  ...{ conversionFactor: '1', discountFactor: '1' },
};

export const marketDataRoutes: readonly PublicRoute[] = [
  open('/api/pro/v1/exchange-info', (request) => ok(exchangeInfo(request))),
  open('/api/pro/v2/futures/contract', () => ok(CONTRACTS.map(wireContract))),
  open('/api/pro/v2/futures/collateral', () => ok([COLLATERAL])),
  open('/api/pro/v2/futures/pricing-data', ({ services, receivedAt }) =>
    ok({
      contracts: [...services.engine.books].map((book) => wirePricing(book, receivedAt)),
      collaterals: [{ asset: 'USDT', referencePrice: '1' }],
    }),
  ),
  ...['/api/pro/v2/futures/ticker', '/api/pro/v1/ticker'].map((path) =>
    open(path, ({ services, query }) => ok(tickers(query.get('symbol') ?? '', services.engine))),
  ),
];
