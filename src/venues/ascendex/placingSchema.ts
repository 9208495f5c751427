import * as v from 'valibot';
import type { ContractTerms, Fees, MarginBracket, Quote } from '../placing.ts';
import { decimal, decimalOf, read, toContract } from './schema.ts';

const anything = v.optional(v.unknown());
const Range = v.object({ minPrice: anything, maxPrice: anything });
const Bracket = v.object({
  positionNotionalLowerBound: decimal,
  positionNotionalUpperBound: decimal,
  initialMarginRate: decimal,
  maintenanceMarginRate: anything,
});
const TermsSchema = v.object({
  priceFilter: Range,
  minNotional: anything,
  maxNotional: anything,
  marginRequirements: v.fallback(v.array(Bracket), []),
});

/** Reads one entry of `futures/contract` with all that an order has to keep to. */
export function toTerms(value: unknown): ContractTerms {
  const wire = read(TermsSchema, value, 'contract');
  const { minPrice, maxPrice } = wire.priceFilter;
  return {
    ...toContract(value),
    ...{ minPrice: decimalOf(minPrice), maxPrice: decimalOf(maxPrice) },
    ...{ minNotional: decimalOf(wire.minNotional), maxNotional: decimalOf(wire.maxNotional) },
    brackets: wire.marginRequirements.map((bracket): MarginBracket => {
      return {
        notionalAbove: bracket.positionNotionalLowerBound,
        notionalUpTo: bracket.positionNotionalUpperBound,
        initialRate: bracket.initialMarginRate,
        maintenanceRate: decimalOf(bracket.maintenanceMarginRate),
      };
    }),
  };
}

const Levels = v.array(v.unknown());
const QuoteSchema = v.object({ symbol: v.string(), bid: Levels, ask: Levels });

/** Reads one entry of `futures/ticker`: each side is a price and a quantity, or empty. */
export function toQuote(value: unknown): Quote & { readonly symbol: string } {
  const { symbol, bid, ask } = read(QuoteSchema, value, 'ticker');
  return { symbol, bid: decimalOf(bid[0]), ask: decimalOf(ask[0]) };
}

const FeeSchema = v.object({ maker: decimal, taker: decimal });
const FeesSchema = v.object({
  productFee: v.array(v.object({ symbol: v.string(), fee: FeeSchema })),
});
const FeeScheduleSchema = v.object({
  genericFee: v.object({ largeCap: FeeSchema, smallCap: FeeSchema }),
});

/** Reads `futures/fee`: the fees of each contract that it names. */
export function toFees(value: unknown): ReadonlyMap<string, Fees> {
  const { productFee } = read(FeesSchema, value, 'fees');
  return new Map(productFee.map(({ symbol, fee }) => [symbol, fee]));
}

/** Reads `futures/fee/info`: the higher of its two schedules, as it does not say whose is which. */
export function toGenericFees(value: unknown): Fees {
  const { largeCap, smallCap } = read(FeeScheduleSchema, value, 'fees').genericFee;
  return Number(smallCap.taker) >= Number(largeCap.taker) ? smallCap : largeCap;
}
