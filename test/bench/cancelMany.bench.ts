// A hundred and a thousand orders canceled at once, until each is proven to be canceled: a desk as a window
// has it, its batches in parallel and its stream live, beside ccxt, which has no cancel of several here.
import { startExchange } from './cancels/exchange.ts';
import { assertCanceled, openDesk, openOrders } from './cancels/ours.ts';
import * as rivals from './cancels/rivals.ts';
import { measure } from './measure.ts';
import { named, report, timesAsLong } from './report.ts';

const WARM_UP = 6;
const CASES = [
  { count: 100, rounds: 10, goal: 4 },
  { count: 1_000, rounds: 5, goal: 20 },
] as const;

const ONE_BY_ONE = 'ccxt, one by one';
const AT_ONCE = 'Order Desk, batches of ten';

for (const { count, rounds, goal } of CASES) {
  const orders = count * (rounds + WARM_UP);
  // An exchange for each, so that neither hears of the other's orders.
  const [theirs, own] = await Promise.all([startExchange(orders), startExchange(orders)]);
  const waiting = await openOrders(theirs.account);
  const client = await rivals.ccxt(theirs.account, 'plain');
  const desk = await openDesk(own.account, 'plain', orders);
  const known = [...desk.store.working];
  const computed = await own.computed();
  const candidates = await measure({
    ...{ rounds, warmUp: WARM_UP },
    candidates: {
      [AT_ONCE]: {
        run: async () =>
          assertCanceled(await desk.cancels.cancelMany(known.splice(0, count)), count),
      },
      [ONE_BY_ONE]: {
        run: async () => {
          for (const order of waiting.splice(0, count)) await client.cancel(order);
        },
      },
    },
  });
  const exchangeMs = ((await own.computed()) - computed) / (rounds + WARM_UP);
  const limit = named(candidates, ONE_BY_ONE).p50 / goal;
  report({
    title: `Cancel ${count} orders at once`,
    notes: [
      'Order Desk: until the stream or a status query has proven each to be canceled, and reported.',
      'ccxt: one cancel after the other, until each answer says canceled.',
    ],
    candidates,
    figures: {
      'ms an order, Order Desk': named(candidates, AT_ONCE).p50 / count,
      'ms that the exchange itself computes for all of them': exchangeMs,
    },
    goals: [
      {
        text: `at least ${goal} times as fast as ccxt one by one`,
        measured: timesAsLong(candidates, ONE_BY_ONE, AT_ONCE),
        atLeast: goal,
        reason:
          `that would be ${limit.toFixed(0)} ms, and the exchange alone computes ${exchangeMs.toFixed(0)} ms ` +
          'for the batches and for the messages by which the stream proves each cancel; Order Desk then ' +
          'reads, checks and keeps each message and each answer',
      },
    ],
  });
  desk.dispose();
  await client.close();
  await theirs.close();
  await own.close();
}
