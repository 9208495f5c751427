import { setImmediate } from 'node:timers/promises';
import type { EngineOrder } from '../engine/order.ts';
import type { JsonObject, Services } from '../routes/route.ts';
import { eitherWay, type Argument, type FaultKind } from './kind.ts';

const CANCELS = ['cancel-order', 'batch-cancel-order', 'cancel-all'];
const PERCENT: Argument = { min: 1, max: 100, usual: 100, draw: [1, 100] };

function* ordersNamed(body: JsonObject): Generator<string> {
  const { orderId, orders } = body as { orderId?: unknown; orders?: unknown };
  if (typeof orderId === 'string') yield orderId;
  if (!Array.isArray(orders)) return;
  for (const each of orders as unknown[]) {
    if (typeof each === 'object' && each !== null) yield* ordersNamed(each as JsonObject);
  }
}

/** The open orders that a cancel is about. A cancel of all is about the oldest of its symbol. */
function targets(action: string, body: JsonObject, { accounts }: Services): EngineOrder[] {
  const all = [...accounts.all];
  if (action === 'cancel-all') {
    const { symbol } = body;
    const open = all.flatMap((account) => [...account.open.values()]);
    return open.filter(({ terms }) => !symbol || terms.contract.symbol === symbol).slice(0, 1);
  }
  return [...ordersNamed(body)]
    .map((orderId) => all.map((account) => account.find(orderId)).find((found) => found?.open))
    .filter((order) => order !== undefined);
}

function fill(orders: readonly EngineOrder[], percent: number, { engine }: Services): void {
  for (const order of orders) {
    engine.fillResting(order, Math.ceil((order.remainingLots * percent) / 100));
  }
}

/** The market and the exchange's own memory against the client. Fills: percent of what is left. */
export const orderFaults: readonly FaultKind[] = [
  eitherWay(
    'fill-before-cancel', // the cancel comes too late, or for the rest alone
    async ({ value, target, services }, next) => {
      fill(targets(target.action, await target.body(), services), value, services);
      return next();
    },
    { argument: PERCENT, actions: CANCELS },
  ),
  eitherWay(
    'fill-after-ack', // the cancel is acknowledged, and the fill wins all the same
    async ({ value, target, services }, next) => {
      const { queue } = services;
      const orders = targets(target.action, await target.body(), services);
      const mine = !queue.held;
      queue.hold();
      const handled = next();
      await setImmediate(); // it waits for the engine now, or was refused
      fill(orders, value, services);
      if (mine) await queue.release();
      return handled;
    },
    { argument: PERCENT, actions: CANCELS },
  ),
  eitherWay(
    'lag', // open orders as they were so many ms ago
    ({ value, services }, next) =>
      next({ past: (account) => services.faults.history.before(account, value) }),
    {
      argument: { min: 0, max: 600_000, usual: 2_000, draw: [100, 5_000] },
      actions: ['open-orders'],
    },
  ),
  eitherWay(
    'lag-events', // open orders as they were before the last so many changes of orders
    ({ value, services }, next) =>
      next({ past: (account) => services.faults.history.behind(account, value) }),
    { argument: { min: 0, max: 10_000, usual: 1, draw: [1, 5] }, actions: ['open-orders'] },
  ),
];
