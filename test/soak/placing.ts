import { CONTRACTS } from '../../src/paper/engine/contracts.ts';
import { EngineOrder, type OrderTerms } from '../../src/paper/engine/order.ts';
import { makeOrderId } from '../../src/paper/engine/orderId.ts';
import type { World } from './world.ts';

/** Puts an order of one of the accounts into the market, as its owner's other program would. */
export function place(world: World): EngineOrder {
  const { random, services } = world;
  const { engine, clock } = services;
  const { account } = random.pick(world.keys as [(typeof world.keys)[0]]);
  const contract = random.pick([CONTRACTS[0]!, CONTRACTS[1]!, CONTRACTS[2]!]);
  const side = random.pick(['Buy', 'Sell'] as const);
  const away = Math.floor((engine.markOf(contract) * random.integer(10, 400)) / 10_000);
  const sign = side === 'Buy' ? -1 : 1;
  const isStop = random.chance(1, 8);
  const terms: OrderTerms = {
    ...{ contract, side, lots: random.integer(2, 40), timeInForce: 'GTC' },
    ...{ type: isStop ? 'StopLimit' : 'Limit', stopBy: 'mark', postOnly: false, reduceOnly: false },
    ticks: engine.markOf(contract) + sign * away * (isStop ? -1 : 1),
    stopTicks: isStop ? engine.markOf(contract) - sign * away : 0,
  };
  const now = clock.now();
  const orderId = makeOrderId('a', now, account.identity.userUid, '', random);
  const order = new EngineOrder(orderId, account, terms, now);
  world.truth.placedElsewhere.add(orderId);
  engine.place(order);
  return order;
}
