import { Decimal, Step } from '../decimal.ts';

export interface MarginBracket {
  /** USDT of position value, lower bound included, upper bound not. */
  readonly lower: Decimal;
  readonly upper: Decimal;
  readonly initialRate: Decimal;
  readonly maintenanceRate: Decimal;
}

/** A perpetual contract settled in USDT. Sizes are in the base asset. */
export interface Contract {
  readonly symbol: string;
  readonly base: string;
  readonly tick: Step;
  readonly lot: Step;
  /** One tick times one lot, USDT. */
  readonly tickLot: Decimal;
  /** How many of them make one USDT. */
  readonly unitsPerDollar: bigint;
  readonly minTicks: number;
  readonly maxTicks: number;
  readonly minLots: number;
  readonly maxLots: number;
  /** USDT. */
  readonly minNotional: Decimal;
  readonly maxNotional: Decimal;
  /** How far from the mark price a market order may fill, as a fraction. */
  readonly marketMarkup: Decimal;
  readonly brackets: readonly MarginBracket[];
  /** Where the market starts, and what it is drawn back to. */
  readonly startTicks: number;
  readonly tradingSince: number;
}

/** Symbol, tick, lot, largest order in lots, starting price. */
const SPECS: readonly [string, string, string, number, string][] = [
  ['BTC-PERP', '0.1', '0.0001', 1_000_000, '61250'],
  ['ETH-PERP', '0.01', '0.001', 2_000_000, '3120'],
  ['SOL-PERP', '0.001', '0.1', 1_000_000, '148.5'],
  ['XRP-PERP', '0.0001', '1', 20_000_000, '0.5275'],
  ['DOGE-PERP', '0.00001', '10', 10_000_000, '0.12345'],
  ['LTC-PERP', '0.01', '0.01', 5_000_000, '71.4'],
];

/** Upper bound in USDT, initial and maintenance margin rates. */
const BRACKETS: readonly [string, string, string][] = [
  ['50000', '0.01', '0.006'],
  ['500000', '0.02', '0.012'],
  ['5000000', '0.05', '0.025'],
  ['20000000', '0.1', '0.05'],
  ['100000000', '0.2', '0.1'],
];

function contract(spec: (typeof SPECS)[number]): Contract {
  const [symbol, tickText, lotText, maxLots, start] = spec;
  const tick = new Step(tickText);
  const lot = new Step(lotText);
  const tickLot = tick.size.times(lot.size);
  return {
    symbol,
    base: symbol.replace('-PERP', ''),
    tick,
    lot,
    tickLot,
    unitsPerDollar: BigInt(new Decimal('1').div(tickLot).toFixed(0)),
    minTicks: 1,
    maxTicks: 10_000_000,
    minLots: 1,
    maxLots,
    minNotional: new Decimal('5'),
    maxNotional: new Decimal('2000000'),
    marketMarkup: new Decimal('0.03'),
    brackets: BRACKETS.map(([upper, initial, maintenance], index) => ({
      lower: new Decimal(BRACKETS[index - 1]?.[0] ?? '0'),
      upper: new Decimal(upper),
      initialRate: new Decimal(initial),
      maintenanceRate: new Decimal(maintenance),
    })),
    startTicks: tick.floor(new Decimal(start)),
    tradingSince: Date.UTC(2021, 1, 5),
  };
}

export const CONTRACTS: readonly Contract[] = SPECS.map(contract);

/** What the exchange takes of a fill's value. */
export const FEES = { maker: new Decimal('0.0002'), taker: new Decimal('0.0006') } as const;

/** @param units whole ticks times whole lots @returns their value in USDT */
export function notional(of: Contract, units: bigint): Decimal {
  return of.tickLot.times(String(units));
}

/** Price times quantity, exact whatever their size. */
export function unitsOf(ticks: number, lots: number): bigint {
  return BigInt(ticks) * BigInt(lots);
}
