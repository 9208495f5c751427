import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasErrors } from '../../../../src/orders/document/facts.ts';
import { planDocument } from '../../../../src/orders/document/planDocument.ts';
import {
  inDocumentOrder,
  valuesOf,
  valuesOfRequest,
  writeDocument,
} from '../../../../src/orders/document/writeDocument.ts';
import type { PlaceRequest } from '../../../../src/venues/placing.ts';
import type { Order } from '../../../../src/venues/venue.ts';
import { makeOrder } from '../makeOrder.ts';
import { makeFacts, PLAIN } from './facts.ts';

const price = fc.integer({ min: 10_000, max: 9_999_999 }).map((ticks) => (ticks / 10).toFixed(1));
const quantity = fc.integer({ min: 100, max: 900 }).map((lots) => (lots / 1000).toFixed(3));
const side = fc.constantFrom('buy', 'sell');

const orders: fc.Arbitrary<readonly Order[]> = fc
  .array(fc.record({ side, price, quantity, stop: fc.boolean() }), { maxLength: 8 })
  .map((all) =>
    all.map(({ stop, ...terms }, at) => {
      const more = stop ? ({ type: 'stopLimit', stopPrice: terms.price } as const) : {};
      return makeOrder({ orderId: `order${at}`, ...terms, ...more });
    }),
  );

const request: fc.Arbitrary<PlaceRequest> = fc.record(
  {
    ...{ symbol: fc.constant('BTC-PERP'), side, type: fc.constant('limit' as const), price },
    ...{
      quantity,
      timeInForce: fc.constantFrom('GTC', 'IOC', 'FOK'),
      reduceOnly: fc.constant(true),
    },
  },
  { requiredKeys: ['symbol', 'side', 'type', 'price', 'quantity'], noNullPrototype: true },
);

/** What happens to one order: to the document's entry of it, and to the order itself meanwhile. */
const fate = fc.record({
  entry: fc.constantFrom('kept', 'gone', 'amended'),
  since: fc.constantFrom('nothing', 'nothing', 'closed', 'filled', 'moved'),
  price,
});

describe('any document of orders', () => {
  it('read as it was written changes nothing, whatever the orders and their order', () => {
    fc.assert(
      fc.property(orders, fc.string(), (base, header) => {
        const text = writeDocument(
          inDocumentOrder(base).map((order) => valuesOf(order, PLAIN)),
          header.replace(/[\r\u2028\u2029]/g, ''),
        );
        const plan = planDocument(text, makeFacts(base));
        const nothing = { problems: [], notes: [], cancels: [], amends: [], places: [] };
        assert.deepEqual(plan, { ...nothing, unchanged: base.length });
      }),
    );
  });

  it('places each new order as it was written', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 5 }), (requests) => {
        const plan = planDocument(writeDocument(requests.map(valuesOfRequest), ''), makeFacts([]));
        assert.equal(hasErrors(plan), false);
        assert.deepEqual(
          plan.places.map((each) => each.request),
          requests,
        );
      }),
    );
  });

  it('acts on the very orders that were changed in it and are as they were, and on no other', () => {
    fc.assert(
      fc.property(orders, fc.array(fate, { minLength: 8, maxLength: 8 }), (base, fates) => {
        const now = base.map((order, at): Order => {
          const since = fates[at]?.since;
          if (since === 'closed') return { ...order, status: 'canceled' };
          if (since === 'filled') return { ...order, filledQuantity: '0.05' };
          return since === 'moved' ? { ...order, price: '77.7' } : order;
        });
        const kept = base.flatMap((order, at) => {
          const { entry, price = '' } = fates[at] ?? {};
          if (entry === 'gone') return [];
          return [valuesOf(entry === 'amended' ? { ...order, price } : order, PLAIN)];
        });
        const plan = planDocument(writeDocument(kept, ''), makeFacts(base, { now }));
        const asItWas = (at: number): boolean =>
          ['nothing', 'filled'].includes(fates[at]?.since ?? '');
        const expected = (entry: string): readonly string[] =>
          base.flatMap(({ orderId, price }, at) => {
            const was = fates[at]?.entry === 'amended' && fates[at].price === price;
            const is = was ? 'kept' : fates[at]?.entry;
            return is === entry && asItWas(at) ? [orderId] : [];
          });
        assert.deepEqual(
          plan.cancels.map(({ orderId }) => orderId),
          expected('gone'),
        );
        assert.deepEqual(
          plan.amends.map(({ order }) => order.orderId),
          expected('amended'),
        );
        assert.equal(plan.unchanged, expected('kept').length);
        // What acts on is told as it is now.
        for (const order of plan.cancels) assert.ok(now.includes(order));
      }),
    );
  });

  it('that was garbled never acts on an order it does not name, and never throws', () => {
    const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 30 }), text: fc.string() });
    fc.assert(
      fc.property(orders, fc.array(edit, { maxLength: 4 }), (base, edits) => {
        let text = writeDocument(
          base.map((order) => valuesOf(order, PLAIN)),
          '',
        );
        for (const { at, length, text: put } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + put + text.slice(start + length);
        }
        const plan = planDocument(text, makeFacts(base));
        if (hasErrors(plan)) return;
        for (const { orderId } of plan.cancels)
          assert.ok(!text.includes(`"orderId": "${orderId}"`));
        for (const { order } of plan.amends) assert.ok(text.includes(`"${order.orderId}"`));
      }),
    );
  });
});
