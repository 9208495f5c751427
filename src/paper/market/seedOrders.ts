import type { WireOrderType, WireSide } from '../../venues/ascendex/wire.ts';
import type { ServerClock } from '../clock.ts';
import { Decimal, ZERO } from '../decimal.ts';
import type { Account } from '../engine/account.ts';
import { opposite } from '../engine/book.ts';
import { CONTRACTS, type Contract } from '../engine/contracts.ts';
import type { Engine } from '../engine/engine.ts';
import { freeMargin } from '../engine/margin.ts';
import { EngineOrder, type OrderTerms } from '../engine/order.ts';
import { makeOrderId } from '../engine/orderId.ts';
import type { Random } from '../random.ts';
import type { Market } from './market.ts';
import { lotsFor } from './walk.ts';

const TWO_HOURS = 2 * 60 * 60 * 1000;

/** What the account is given at least, USDT. */
const STARTING_BALANCE = new Decimal('100000');

/** Three limit orders to each stop of either kind. */
const TYPES = [
  ...Array<'Limit'>(6).fill('Limit'),
  'StopLimit',
  'StopMarket',
] as const satisfies WireOrderType[];

interface Plan {
  readonly terms: OrderTerms;
  readonly age: number;
  /** Lots already filled when the exchange opens. */
  readonly filled: number;
}

/** A distance from the market in ticks: mostly near, some far, none so near that it fills at once. */
function distance(fair: number, random: Random): number {
  const tenThousandths = random.chance(1, 4) ? random.integer(4, 40) : random.integer(40, 600);
  return Math.max(2, Math.floor((fair * tenThousandths) / 10_000) + random.integer(0, 20));
}

function plan(contract: Contract, random: Random): Plan {
  const fair = contract.startTicks;
  const side: WireSide = random.pick(['Buy', 'Sell'] as const);
  const type = TYPES[random.integer(0, TYPES.length - 1)] ?? 'Limit';
  const away = distance(fair, random);
  const usdt = random.chance(1, 6) ? random.integer(1_000, 5_000) : random.integer(20, 800);
  const lots = lotsFor(contract, usdt, fair) + 1;
  const filled = type === 'Limit' && random.chance(1, 6) ? random.integer(1, lots - 1) : 0;
  // A stop waits on the far side of the market, where a limit order would trade at once.
  const stopTicks = type === 'Limit' ? 0 : side === 'Buy' ? fair + away : fair - away;
  const slack = Math.floor(away / 10);
  let ticks = side === 'Buy' ? fair - away : fair + away;
  if (type === 'StopLimit') ticks = side === 'Buy' ? stopTicks + slack : stopTicks - slack;
  if (type === 'StopMarket') ticks = 0;
  const terms: OrderTerms = {
    ...{ contract, side, type, ticks, lots, stopTicks, timeInForce: 'GTC' },
    stopBy: type === 'Limit' ? 'market' : random.pick(['market', 'mark', 'ref'] as const),
    ...{ postOnly: type === 'Limit' && random.chance(1, 10), reduceOnly: false },
  };
  return { terms, age: random.integer(1_000, TWO_HOURS), filled };
}

/** From the outside in, so that nothing better is in the way of a fill. */
function outermostFirst({ terms: a }: Plan, { terms: b }: Plan): number {
  const away = ({ ticks, contract }: OrderTerms): number => Math.abs(ticks - contract.startTicks);
  return away(b) - away(a);
}

/**
 * Gives an account `count` open orders over all contracts before the market opens: both sides, all
 * resting types, some partly filled, at distances such that most stay and some fill as the market
 * moves. Deposits what they need and as much again.
 */
export function seedOrders(
  count: number,
  into: { account: Account; engine: Engine; market: Market; clock: ServerClock; random: Random },
): void {
  const { account, engine, market, clock, random } = into;
  account.book('deposit', STARTING_BALANCE, clock.now());
  const plans = Array.from({ length: count }, (_, i) =>
    plan(CONTRACTS[i % CONTRACTS.length] as Contract, random),
  );
  const place = ({ terms, age }: Plan): EngineOrder => {
    const created = clock.now() - age;
    const orderId = makeOrderId('a', created, account.identity.userUid, '', random);
    const order = new EngineOrder(orderId, account, terms, created);
    engine.place(order);
    return order;
  };
  for (const each of plans.filter(({ filled }) => filled > 0).sort(outermostFirst)) {
    const order = place(each);
    const { contract, side, ticks } = each.terms;
    const first = engine.book(contract).sides[side].best() === order;
    if (first) market.trade(contract, opposite(side), each.filled, ticks);
  }
  for (const book of engine.books) book.reopen(); // those fills are history, not today's prices
  for (const each of plans.filter(({ filled }) => filled === 0).sort((a, b) => b.age - a.age)) {
    place(each);
  }
  const short = freeMargin(account, engine.markOf).minus(account.balance);
  const needed = short.lt(ZERO) ? short.times('-2').round(-3, Decimal.roundUp) : ZERO;
  if (needed.gt(STARTING_BALANCE))
    account.book('deposit', needed.minus(STARTING_BALANCE), clock.now());
}
