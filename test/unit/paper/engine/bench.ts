import type { WireOrderType, WireSide } from '../../../../src/venues/ascendex/wire.ts';
import { ServerClock } from '../../../../src/paper/clock.ts';
import { Decimal } from '../../../../src/paper/decimal.ts';
import { Account } from '../../../../src/paper/engine/account.ts';
import { CONTRACTS, type Contract } from '../../../../src/paper/engine/contracts.ts';
import { Engine } from '../../../../src/paper/engine/engine.ts';
import type { Trade } from '../../../../src/paper/engine/events.ts';
import { EngineOrder, type OrderTerms } from '../../../../src/paper/engine/order.ts';
import { Random } from '../../../../src/paper/random.ts';

export const CONTRACT = CONTRACTS[0] as Contract;

/** An engine with an empty book in one contract, and accounts to trade in it. */
export class Bench {
  readonly engine: Engine;
  readonly trades: Trade[] = [];
  #ids = 0;

  constructor() {
    this.engine = new Engine(new ServerClock(() => 1_700_000_000_000), new Random(1, 'test'));
    this.engine.events.on('trade', (trade) => this.trades.push(trade));
  }

  account(balance = '1000000000'): Account {
    const group = ++this.#ids;
    const identity = {
      ...{ group, userUid: '', accountId: `account${group}`, email: '' },
      ...{ cashAccountId: '', marginAccountId: '' },
    };
    const account = new Account(identity);
    account.book('deposit', new Decimal(balance), 0);
    return account;
  }

  /** Sends an order in; by default GTC limit. Prices in ticks, quantities in lots. */
  send(
    account: Account | undefined,
    side: WireSide,
    lots: number,
    ticks: number,
    more: Partial<OrderTerms> & { type?: WireOrderType } = {},
  ): EngineOrder {
    const terms: OrderTerms = {
      ...{ contract: CONTRACT, side, type: 'Limit', timeInForce: 'GTC', lots, ticks },
      ...{ postOnly: false, reduceOnly: false, stopTicks: 0, stopBy: 'market' },
      ...more,
    };
    const order = new EngineOrder(`order${++this.#ids}`, account, terms, 0);
    this.engine.place(order);
    return order;
  }

  /** What is in the book of a side, best first: [ticks, remaining lots]. */
  book(side: WireSide): [number, number][] {
    const { sides } = this.engine.book(CONTRACT);
    return [...sides[side].walk()].map((each) => [each.terms.ticks, each.remainingLots]);
  }

  /** What traded so far: [ticks, lots]. */
  get prints(): [number, number][] {
    return this.trades.map(({ ticks, lots }) => [ticks, lots]);
  }
}
