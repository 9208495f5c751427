// A hundred and a thousand orders canceled at once, until each is proven to be canceled: a desk as a window
// has it, its batches in parallel and its stream live, beside ccxt, which has no cancel of several here.
import { setDefaultCACertificates } from 'node:tls';
import { defaultLimits } from '../../src/net/limits.ts';
import { testCertificate } from '../support/testCertificate.ts';
import { OVER, startExchange, WIRES, type Wire } from './cancels/exchange.ts';
import { assertCanceled, openDesk, openOrders } from './cancels/ours.ts';
import * as rivals from './cancels/rivals.ts';
import { measure } from './measure.ts';
import { named, report, timesAsLong } from './report.ts';

const WARM_UP = 5;
const CASES = [
  { count: 100, rounds: 10, goal: 4 },
  { count: 1_000, rounds: 5, goal: 20 },
] as const;
type Case = (typeof CASES)[number];
/** The stream is one, and requests go over as many as the client allows itself for one host. */
const CONNECTIONS = 1 + defaultLimits.connections;

const ONE_BY_ONE = 'ccxt, one by one';
const AT_ONCE = 'Order Desk, batches of ten';

// One certificate that both trust, in the place of the system's.
setDefaultCACertificates([testCertificate]);
for (const each of CASES) for (const wire of WIRES) await compare(each, wire);

async function compare({ count, rounds, goal }: Case, wire: Wire): Promise<void> {
  const orders = count * (rounds + WARM_UP);
  // An exchange for each, so that neither hears of the other's orders.
  const [theirs, own] = await Promise.all([startExchange(orders), startExchange(orders)]);
  const waiting = await openOrders(theirs.account);
  const client = await rivals.ccxt(theirs.account, wire);
  const desk = await openDesk(own.account, wire, orders);
  const opened = await own.connections(wire);
  const known = [...desk.store.working];
  const computed = await own.computed();
  const candidates = await measure({
    ...{ rounds, warmUp: WARM_UP },
    candidates: {
      [AT_ONCE]: {
        connections: () => own.connections(wire),
        run: async () =>
          assertCanceled(await desk.cancels.cancelMany(known.splice(0, count)), count),
      },
      [ONE_BY_ONE]: {
        connections: () => theirs.connections(wire),
        run: async () => {
          for (const order of waiting.splice(0, count)) await client.cancel(order);
        },
      },
    },
  });
  const exchangeMs = ((await own.computed()) - computed) / (rounds + WARM_UP);
  const limit = named(candidates, ONE_BY_ONE).p50 / goal;
  report({
    title: `Cancel ${count} orders at once, ${OVER[wire]}`,
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
      {
        text: `at most ${CONNECTIONS} connections, of which the stream is one`,
        measured: (named(candidates, AT_ONCE).connections ?? NaN) + opened,
        atMost: CONNECTIONS,
      },
    ],
  });
  desk.dispose();
  await client.close();
  await theirs.close();
  await own.close();
}
